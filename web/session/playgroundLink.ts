/** An operation as the playground's editors take it. */
export interface LinkedOperation {
  operation: string;
  /** JSON, or empty. */
  variables: string;
}

/** The address at which the playground opens an operation. It is in the fragment, which no server sees. */
export function playgroundLink({ operation, variables }: LinkedOperation): string {
  return `/playground#${new URLSearchParams({ operation, variables })}`;
}

/** The operation that an address's fragment holds, if any. */
export function linkedOperation(fragment: string): LinkedOperation | undefined {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const operation = parts.get('operation');
  return operation === null ? undefined : { operation, variables: parts.get('variables') ?? '' };
}

import { playgroundLink } from '../../session/playgroundLink';
import type { Operation } from '../api/ask';

interface PlaygroundLinkProps<Answer, Variables> {
  operation: Operation<Answer, Variables>;
  variables: Variables;
  /** What the operation asks for, such as "this page". */
  what: string;
}

/** Leads to the GraphQL behind what is shown, ready to run in the playground. */
export function PlaygroundLink<Answer, Variables>({ operation, variables, what }: PlaygroundLinkProps<Answer, Variables>) {
  const text = operation.toString().trim() + '\n';
  const values = Object.keys(variables as object).length > 0 ? JSON.stringify(variables, null, 2) : '';
  return (
    <a class="graphql" href={playgroundLink({ operation: text, variables: values })} title={`Open the GraphQL behind ${what} in the playground`}>
      <span aria-hidden="true">{'{ }'}</span> GraphQL<span class="unseen"> behind {what}</span>
    </a>
  );
}

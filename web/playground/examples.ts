/** An operation to begin with. */
export interface Example {
  name: string;
  summary: string;
  operation: string;
  variables?: Record<string, unknown>;
}

/** The server's examples; none if they can't be had. */
export async function loadExamples(): Promise<Example[]> {
  try {
    const response = await fetch('/playground/examples.json');
    return response.ok ? await response.json() : [];
  } catch {
    return [];
  }
}

/** The text for the variables editor. */
export function variablesText(example: Example): string {
  return example.variables ? JSON.stringify(example.variables, null, 2) : '';
}

import { Shared } from './shared';

/** What is asked of the server beside the answer. */
export type Mode = 'off' | 'explain' | 'plan only';

export const mode = new Shared<Mode>('off');

/** The value of a request's extension `explain`; undefined asks for nothing. */
export function extension(mode: Mode): true | 'only' | undefined {
  switch (mode) {
    case 'off':
      return undefined;
    case 'explain':
      return true;
    case 'plan only':
      return 'only';
  }
}

/** How the server would answer an operation, or has. */
export interface Explanation {
  cost?: { total: number; limit: number; fields?: { path: string; cost: number }[] };
  plan?: string[];
  /** Missing where nothing was executed; a database counts its own hits. */
  touched?: { nodes: number; links: number } | { databaseHits: number };
  stages?: { name: string; milliseconds: number }[];
  /** What a database was asked. */
  statement?: { text: string[]; parameters?: string[] };
}

/** What is known of the last operation that was run. */
export interface Outcome {
  mode: Mode;
  explanation?: Explanation;
  errors: string[];
}

export const outcome = new Shared<Outcome | undefined>(undefined);

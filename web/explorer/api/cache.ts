import type { Operation } from './ask';

/** How many answers are kept. */
const most = 200;
/** How long an answer is kept, in milliseconds; an import may change what is true. */
const longest = 5 * 60_000;

const answers = new Map<string, { answer: unknown; since: number }>();

/** What stands for an operation with variables in the cache. */
export function questionOf<Answer, Variables>(operation: Operation<Answer, Variables>, variables: Variables): string {
  return JSON.stringify([operation.toString(), variables]);
}

/** The answer to a question; undefined if it is not kept. */
export function kept(question: string): unknown {
  const found = answers.get(question);
  return found && Date.now() - found.since < longest ? found.answer : undefined;
}

/** Keeps an answer, and forgets the oldest where there are too many. */
export function keep(question: string, answer: unknown) {
  answers.delete(question); // so that it becomes the newest
  answers.set(question, { answer, since: Date.now() });
  for (const oldest of answers.keys()) {
    if (answers.size <= most) {
      break;
    }
    answers.delete(oldest);
  }
}

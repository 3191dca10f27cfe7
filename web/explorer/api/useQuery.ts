import { useEffect, useRef, useState } from 'preact/hooks';

import { ask, type Operation } from './ask';
import { keep, kept, questionOf } from './cache';
import type { Failure } from './failure';

/** What is known of an answer. */
export type Query<Answer> =
  | { status: 'loading' }
  | { status: 'failed'; failure: Failure; retry: () => void }
  | { status: 'answered'; answer: Answer };

/** What has come of a question. */
interface Outcome<Answer> {
  question: string;
  answer?: Answer;
  failure?: Failure;
}

/**
 * The answer to an operation, from the cache at once or else from the server. A
 * question that is no longer asked, as the page or the variables are others, is
 * broken off. What failed as the server was out of reach is asked again when the
 * browser comes back online.
 *
 * @param variables are undefined as long as nothing is to be asked; it is loading until then.
 * @param caching is false for answers that must not be older than the question.
 */
export function useQuery<Answer, Variables>(operation: Operation<Answer, Variables>, variables: Variables | undefined, caching = true): Query<Answer> {
  const question = variables === undefined ? '' : questionOf(operation, variables);
  const outcome = useRef<Outcome<Answer>>({ question: '' });
  const [turn, setTurn] = useState(0);
  if (outcome.current.question !== question) {
    // An answer is shown for as long as the page is, even if the cache forgets it.
    outcome.current = { question, answer: caching ? (kept(question) as Answer | undefined) : undefined };
  }
  const { answer, failure } = outcome.current;

  const settle = (to: Outcome<Answer>) => {
    outcome.current = to;
    setTurn((turn) => turn + 1);
  };
  const retry = () => settle({ question });

  useEffect(() => {
    if (variables === undefined || answer !== undefined || failure) {
      return;
    }
    const controller = new AbortController();
    ask(operation, variables, controller.signal).then(
      (answer) => {
        if (caching) {
          keep(question, answer);
        }
        if (!controller.signal.aborted) {
          settle({ question, answer });
        }
      },
      (failure) => {
        if (!controller.signal.aborted) {
          settle({ question, failure });
        }
      },
    );
    return () => controller.abort();
  }, [question, turn]);

  useEffect(() => {
    if (failure?.reason === 'offline') {
      addEventListener('online', retry);
      return () => removeEventListener('online', retry);
    }
  }, [failure]);

  if (answer !== undefined) {
    return { status: 'answered', answer };
  }
  return failure ? { status: 'failed', failure, retry } : { status: 'loading' };
}

import type { ComponentChildren } from 'preact';

import type { Failure } from '../api/failure';
import type { Query } from '../api/useQuery';

interface AwaitProps<Answer> {
  query: Query<Answer>;
  /** What is waited for, such as "the roles". */
  what: string;
  children: (answer: Answer) => ComponentChildren;
}

/** Shows an answer, or that it is still loading, or why there is none. */
export function Await<Answer>({ query, what, children }: AwaitProps<Answer>) {
  switch (query.status) {
    case 'loading':
      return <Loading what={what} />;
    case 'failed':
      return <Failed what={what} failure={query.failure} retry={query.retry} />;
    case 'answered':
      return <>{children(query.answer)}</>;
  }
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what}…
    </p>
  );
}

const titles: Record<Failure['reason'], string> = {
  offline: 'Out of reach',
  timeout: 'No answer in time',
  refused: 'The server reports an error',
};

/** Says what went wrong, in the server's words, with what helps to find it in its log. */
export function Failed({ what, failure, retry }: { what: string; failure: Failure; retry: () => void }) {
  const { reason, message, code, id } = failure;
  return (
    <div class={`failed ${reason}`} role="alert">
      <strong>{titles[reason]}</strong>
      <p>
        Could not load {what}: {message}
      </p>
      {(code || id) && (
        <dl>
          {code && (
            <div>
              <dt>Code</dt>
              <dd>
                <code>{code}</code>
              </dd>
            </div>
          )}
          {id && (
            <div>
              <dt>In the server’s log</dt>
              <dd>
                <code>{id}</code>
              </dd>
            </div>
          )}
        </dl>
      )}
      <button type="button" onClick={retry}>
        Try again
      </button>
    </div>
  );
}

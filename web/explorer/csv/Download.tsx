import { useEffect, useRef, useState } from 'preact/hooks';

import type { OnProgress } from './collect';
import { toCSV, type Table } from './csv';
import { Failure } from '../api/failure';
import { Failed } from '../page/Await';
import { number } from '../page/numbers';

interface DownloadProps {
  /** What is taken away, such as "the skills". */
  what: string;
  /** The file's name, without `.csv`. */
  file: string;
  /** Makes the table; it ends with the signal's reason when the page is left. */
  table: (signal: AbortSignal, onProgress: OnProgress) => Promise<Table>;
}

/** What has become of a download. */
type State = { status: 'ready' } | { status: 'collecting'; rows: number; total: number } | { status: 'failed'; failure: Failure };

/** Saves a table, with the rows of all its pages, as a CSV file. While it collects them it shows how far it is, and can be stopped. */
export function Download({ what, file, table }: DownloadProps) {
  const [state, setState] = useState<State>({ status: 'ready' });
  const running = useRef<AbortController>(undefined);
  const stop = () => {
    running.current?.abort();
    setState({ status: 'ready' });
  };
  useEffect(() => () => running.current?.abort(), []);

  const start = async () => {
    const controller = new AbortController();
    running.current = controller;
    const show = (state: State) => controller.signal.aborted || setState(state);
    show({ status: 'collecting', rows: 0, total: 0 });
    try {
      const collected = await table(controller.signal, (rows, total) => show({ status: 'collecting', rows, total }));
      if (!controller.signal.aborted) {
        save(`${file}.csv`, toCSV(collected));
        show({ status: 'ready' });
      }
    } catch (error) {
      if (!controller.signal.aborted) {
        if (!(error instanceof Failure)) {
          throw error;
        }
        show({ status: 'failed', failure: error });
      }
    }
  };

  if (state.status === 'failed') {
    return <Failed what={what} failure={state.failure} retry={start} />;
  }
  const collecting = state.status === 'collecting';
  return (
    <span class="download">
      <button type="button" class="quiet" onClick={collecting ? stop : start}>
        {collecting ? 'Stop' : 'CSV'}
        <span class="unseen">{collecting ? ' collecting' : ' of'} {what}</span>
      </button>
      <span role="status">{collecting && state.total > 0 && `${number(state.rows)} of ${number(state.total)} rows`}</span>
    </span>
  );
}

function save(name: string, text: string) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = name;
  link.click();
  // The browser has read the address by then, and keeps what it stands for until it is saved.
  setTimeout(() => URL.revokeObjectURL(link.href), 0);
}

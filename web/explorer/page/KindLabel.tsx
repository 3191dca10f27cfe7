import type { Kind } from '../generated/operations';
import { singular } from '../kinds';

/** A kind in words, with its colour. */
export function KindLabel({ kind }: { kind: Kind }) {
  return <span class={`kind ${kind.toLowerCase()}`}>{singular(kind)}</span>;
}

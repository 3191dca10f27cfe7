import type { Following, Page } from '../api/usePages';
import type { Kind } from '../generated/operations';
import { plural } from '../kinds';
import { SideList, type WeighedEdge } from '../links/SideList';

interface KindGapProps<MissingAnswer, KnownAnswer, Asked> {
  kind: Kind;
  missing: Page<WeighedEdge>;
  known: Page<WeighedEdge>;
  moreMissing: Following<WeighedEdge, MissingAnswer, Asked>;
  moreKnown: Following<WeighedEdge, KnownAnswer, Asked>;
}

/** What a profile lacks and has of what a role asks for, of one kind; nothing if the role asks for none. */
export function KindGap<MissingAnswer, KnownAnswer, Asked>({
  kind,
  missing,
  known,
  moreMissing,
  moreKnown,
}: KindGapProps<MissingAnswer, KnownAnswer, Asked>) {
  if (missing.totalCount + known.totalCount === 0) {
    return null;
  }
  const name = kind.toLowerCase();
  const things = plural(kind).toLowerCase();
  return (
    <section class={`one-kind ${name}`} aria-labelledby={`gap-${name}`}>
      <h3 id={`gap-${name}`} class={`kind ${name}`}>
        {plural(kind)}
      </h3>
      <div class="sides">
        <SideList title="Missing" what={`${things} that are missing`} first={missing} following={moreMissing} />
        <SideList title="Known" what={`${things} that are known`} first={known} following={moreKnown} />
      </div>
    </section>
  );
}

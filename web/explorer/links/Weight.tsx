import { Bar } from '../page/Bar';
import { share } from '../page/numbers';

/** How strong a link is; null where no source measures it. */
export function Weight({ weight }: { weight: number | null }) {
  if (weight === null) {
    return (
      <span class="unmeasured" title="No source measures how strong this link is">
        –<span class="unseen"> not measured</span>
      </span>
    );
  }
  return (
    <>
      <Bar share={weight} />
      {share(weight)}
    </>
  );
}

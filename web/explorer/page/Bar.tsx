/** A share of 0 to 1 as a bar. It is for the eye: the number stands beside it. */
export function Bar({ share }: { share: number }) {
  return (
    <span class="bar" aria-hidden="true">
      <span style={{ width: `${100 * Math.min(Math.max(share, 0), 1)}%` }} />
    </span>
  );
}

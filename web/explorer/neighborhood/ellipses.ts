import type { Neighbor } from './subgraph';
import { kinds } from '../kinds';

/** The height of a row, which has a label on each side. */
const row = 16;
/** How far the innermost column bends away from the center. */
const bend = 150;
/** How far apart columns are, so that the labels of one end before the next. */
const apart = 190;
/** How many times as wide as high the whole becomes at least, as screens are. */
const shape = 1.4;

interface Position {
  x: number;
  y: number;
}

/**
 * Places entities around a center at 0, 0: in columns on both sides that bend around
 * it, what is more links away farther out, the kinds one after the other, and each in
 * a row of its own, so that labels do not meet. The same entities always have the
 * same places.
 */
export function ellipses(neighbors: Neighbor[]): Map<string, Position> {
  const places = new Map<string, Position>();
  const farthest = Math.max(0, ...neighbors.map(({ hops }) => hops));
  let first = 0;
  for (let hops = 1; hops <= farthest; hops++) {
    const level = neighbors.filter((neighbor) => neighbor.hops === hops);
    const byKind = kinds.flatMap((kind) => level.filter(({ entity }) => entity.kind === kind));
    const half = Math.ceil(byKind.length / 2);
    let columns = 1;
    while (2 * (bend + columns * apart) < (shape * half * row) / columns) {
      columns++;
    }
    const rows = Math.ceil(half / columns);
    byKind.forEach(({ entity }, i) => {
      // Down on the right, and up on the left.
      const [side, place] = i < half ? [1, i] : [-1, byKind.length - 1 - i];
      const down = (2 * (Math.floor(place / columns) + 0.5)) / rows - 1;
      const column = first + (place % columns);
      places.set(entity.id, { x: side * (bend * Math.sqrt(1 - down * down) + column * apart), y: (down * rows * row) / 2 });
    });
    first += columns;
  }
  return places;
}

import type { Core } from 'cytoscape';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

import { draw, showAll } from './draw';
import { saysOfNearer, type Neighbor, type Subgraph } from './subgraph';
import { go } from '../address/address';
import { Failure } from '../api/failure';
import { entityPath } from '../kinds';
import { Failed, Loading } from '../page/Await';
import { KindLabel } from '../page/KindLabel';
import { share } from '../page/numbers';

interface PictureProps {
  subgraph: Subgraph;
  neighbors: Neighbor[];
}

/**
 * A picture of what lies around an entity. A click on something leads to its page;
 * by keyboard, arrows mark one after the other, and Enter leads to the marked one.
 */
export function Picture({ subgraph, neighbors }: PictureProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const [core, setCore] = useState<Core>();
  const [failure, setFailure] = useState<Failure>();
  const [marked, setMarked] = useState<Neighbor>();

  useLayoutEffect(() => {
    const container = canvas.current;
    if (!container) {
      return; // a failure is shown
    }
    const leaving = new AbortController();
    let drawn: Core | undefined;
    // It comes in a file of its own, for which no text waits.
    import('cytoscape').then(
      ({ default: cytoscape }) => {
        if (leaving.signal.aborted) {
          return;
        }
        drawn = draw(cytoscape, container, subgraph, neighbors);
        drawn.on('tap', 'node', ({ target }) => go(target.data('path')));
        drawn.on('mouseover', 'node', ({ target }) => setMarked(neighbors.find(({ entity }) => entity.id === target.id())));
        drawn.on('mouseout', 'node', () => setMarked(undefined));
        setCore(drawn);
      },
      () => setFailure(new Failure('offline', 'What draws it can’t be had from the server.')),
    );
    return () => {
      leaving.abort();
      drawn?.destroy();
      setCore(undefined);
      setMarked(undefined);
    };
  }, [subgraph, failure === undefined]);

  useEffect(() => {
    core?.nodes().removeClass('marked');
    if (marked) {
      core?.getElementById(marked.entity.id).addClass('marked');
    }
  }, [core, marked]);

  const onKeyDown = (event: KeyboardEvent) => {
    const place = marked ? neighbors.indexOf(marked) : -1;
    switch (event.key) {
      case 'ArrowRight':
      case 'ArrowDown':
        setMarked(neighbors[(place + 1) % neighbors.length]);
        break;
      case 'ArrowLeft':
      case 'ArrowUp':
        setMarked(neighbors.at(place < 0 ? -1 : place - 1));
        break;
      case 'Enter':
        if (marked) {
          go(entityPath(marked.entity));
        }
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const zoom = (factor: number) => core?.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } });

  if (failure) {
    return <Failed what="the picture" failure={failure} retry={() => setFailure(undefined)} />;
  }
  return (
    <div class="picture">
      <div
        class="canvas"
        tabIndex={0}
        role="application"
        aria-label={`Picture of what lies around ${subgraph.nodes[0].name}. Arrows go from one to the next, Enter leads to its page. The same stands in the list below.`}
        onKeyDown={onKeyDown}
        onBlur={() => setMarked(undefined)}
        // A page that is scrolled by wheel goes on being scrolled; with Ctrl, or two fingers, the picture is zoomed.
        onWheelCapture={(event) => !event.ctrlKey && event.stopPropagation()}
      >
        <div ref={canvas} />
      </div>
      {!core && <Loading what="the picture" />}
      <p class="marked" aria-live="polite">
        {marked && <Caption neighbor={marked} />}
      </p>
      <div class="zoom" hidden={!core}>
        <button type="button" aria-label="Zoom in" onClick={() => zoom(1.4)}>
          +
        </button>
        <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.4)}>
          −
        </button>
        <button type="button" aria-label="Show all" onClick={() => core && showAll(core)}>
          ⤢
        </button>
      </div>
    </div>
  );
}

function Caption({ neighbor }: { neighbor: Neighbor }) {
  const { entity, nearer, link } = neighbor;
  return (
    <>
      <KindLabel kind={entity.kind} /> {nearer.name} {saysOfNearer(neighbor)} <strong>{entity.name}</strong>
      {link.weight !== null && `, weight ${share(link.weight)}`}
    </>
  );
}

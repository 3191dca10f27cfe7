import type cytoscape from 'cytoscape';
import type { Core, ElementDefinition, StylesheetJson } from 'cytoscape';

import { ellipses } from './ellipses';
import type { Neighbor, Subgraph } from './subgraph';
import { entityPath, kinds, type Named } from '../kinds';

/** How many links are drawn at most, strongest first: more would only hide each other. */
export const mostLinks = 500;

/** How near one is shown all. */
const nearest = 1.3;

/** Draws entities around a center, with the colours of the page. */
export function draw(library: typeof cytoscape, container: HTMLElement, subgraph: Subgraph, neighbors: Neighbor[]): Core {
  const core = library({
    container,
    elements: elements(subgraph, neighbors),
    style: style(container),
    layout: { name: 'preset', fit: false },
    minZoom: 0.1,
    maxZoom: 3,
    autoungrabify: true,
    boxSelectionEnabled: false,
  });
  showAll(core);
  const schemes = matchMedia('(prefers-color-scheme: dark)');
  const restyle = () => core.style(style(container));
  schemes.addEventListener('change', restyle);
  core.on('destroy', () => schemes.removeEventListener('change', restyle));
  return core;
}

/** Zooms to all that is drawn, but not so near that a few entities become a poster. */
export function showAll(core: Core) {
  core.fit(undefined, 24);
  if (core.zoom() > nearest) {
    core.zoom(nearest);
    core.center();
  }
}

function elements({ nodes, links }: Subgraph, neighbors: Neighbor[]): ElementDefinition[] {
  const places = ellipses(neighbors);
  const center = nodes[0];
  const node = (entity: Named): ElementDefinition => {
    const position = places.get(entity.id) ?? { x: 0, y: 0 };
    return {
      data: { id: entity.id, label: entity.name, path: entityPath(entity) },
      classes: [entity.kind, entity === center ? 'center' : position.x < 0 ? 'left' : 'right'],
      position,
    };
  };
  // The links that lead to what is shown come first.
  const leading = new Set(neighbors.map(({ link }) => link));
  const others = links.filter((link) => !leading.has(link)).sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  const drawn = [...leading, ...others].slice(0, Math.max(mostLinks, leading.size));
  return [
    ...nodes.map(node),
    ...drawn.map((link) => ({
      data: { source: link.from.id, target: link.to.id, weight: link.weight ?? 0.5 },
      classes: leading.has(link) ? 'leading' : 'other',
    })),
  ];
}

/** The page's colours for the library, which draws on a canvas and knows no CSS. */
function style(container: HTMLElement): StylesheetJson {
  const page = getComputedStyle(container);
  const colour = (name: string) => page.getPropertyValue(`--${name}`).trim();
  return [
    {
      selector: 'node',
      style: {
        label: 'data(label)',
        width: 11,
        height: 11,
        color: colour('text'),
        'font-family': page.fontFamily,
        'font-size': 11,
        'min-zoomed-font-size': 7,
        'text-max-width': '130px',
        'text-wrap': 'ellipsis',
        'text-valign': 'center',
        'text-outline-color': colour('ground'),
        'text-outline-width': 2,
        'border-color': colour('ground'),
        'border-width': 1.5,
        'overlay-opacity': 0,
      },
    },
    ...kinds.map((kind) => ({ selector: `node.${kind}`, style: { 'background-color': colour(kind.toLowerCase()) } })),
    { selector: 'node.right', style: { 'text-halign': 'right', 'text-margin-x': 4 } },
    { selector: 'node.left', style: { 'text-halign': 'left', 'text-margin-x': -4 } },
    {
      selector: 'node.center',
      style: { width: 24, height: 24, 'font-size': 14, 'text-max-width': '260px', 'font-weight': 'bold', 'text-valign': 'bottom', 'text-margin-y': 5, 'z-index': 2 },
    },
    { selector: 'node.marked', style: { width: 18, height: 18, 'font-weight': 'bold', 'border-color': colour('text'), 'z-index': 3 } },
    {
      selector: 'edge',
      style: { 'curve-style': 'haystack', 'line-color': colour('line-strong'), width: 'mapData(weight, 0, 1, 0.6, 3)', opacity: 0.55 },
    },
    { selector: 'edge.other', style: { opacity: 0.14 } },
  ];
}

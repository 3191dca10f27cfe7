/** What a cell of a table may hold; null leaves it empty. */
export type Cell = string | number | boolean | null;

/** A table to take away. */
export interface Table {
  header: string[];
  rows: Cell[][];
}

/** How texts begin that a spreadsheet would take for a formula. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * A table as CSV of RFC 4180: the header first, lines that end with CR LF, quotes
 * where a cell needs them. Names come from whoever made the data, so a text that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
export function toCSV({ header, rows }: Table): string {
  return [header, ...rows].map((row) => row.map(written).join(',') + '\r\n').join('');
}

function written(cell: Cell): string {
  if (typeof cell !== 'string') {
    return cell === null ? '' : String(cell);
  }
  const text = formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A part of an address as words, as far as the search takes them. */
export function wordsOf(part: string): string {
  return part.replaceAll(/%[0-9a-f]{2}|[^\p{L}\p{N}]+/giu, ' ').trim().slice(0, 200);
}

/** The page that sets roles side by side. */
export function Compare() {
  return null;
}

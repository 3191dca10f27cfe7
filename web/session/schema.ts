import { storedToken } from './token';

/** The address of the schema. */
export const schemaPath = '/schema.graphql';

/**
 * Opens the schema with the token, which a link can't show. Without a token the link does it.
 *
 * @param event is the click on the link.
 */
export async function openSchema(event: { preventDefault: () => void }) {
  const token = storedToken();
  if (!token) {
    return;
  }
  event.preventDefault();
  try {
    const response = await fetch(schemaPath, { headers: { Authorization: `Bearer ${token}` } });
    location.assign(URL.createObjectURL(new Blob([await response.text()], { type: 'text/plain; charset=utf-8' })));
  } catch {
    location.assign(schemaPath); // where the browser says why
  }
}

import { useEffect, useState } from 'preact/hooks';

import { storedToken, storeToken } from '../../session/token';
import { onUnauthorized } from '../api/unauthorized';

/** Takes a token once the server has wanted one. */
export function TokenForm() {
  const [wanted, want] = useState(false);
  useEffect(() => onUnauthorized(() => want(true)), []);
  if (!wanted) {
    return null;
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    storeToken(String(new FormData(event.currentTarget as HTMLFormElement).get('token')).trim());
    location.reload(); // which asks all anew
  };
  return (
    <form class="token" onSubmit={submit}>
      <label for="token">{storedToken() ? 'The server does not take your token. Another one:' : 'The server answers those who have a token. Yours:'}</label>
      <input id="token" name="token" type="password" autoComplete="off" spellcheck={false} required />
      <button type="submit">Use it</button>
      <small>It is kept until the tab closes.</small>
    </form>
  );
}

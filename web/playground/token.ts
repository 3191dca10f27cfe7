import { storedToken, storeToken } from '../session/token';
import { Shared } from './shared';

/** The bearer token, empty if there is none. */
export const token = new Shared(storedToken());

token.subscribe(() => storeToken(token.get()));

/** Whether the server has refused the last request for want of a token that it takes. */
export const refused = new Shared(false);

/** `?policy`: with a Trusted Types policy of the app. */
import { createStrongroom } from 'strongroom';
import { useLibrary } from './use-library.js';

const options = location.search.includes('policy')
  ? { trustedTypesPolicy: globalThis.trustedTypes.createPolicy('app', { createScriptURL: (url) => url }) }
  : {};
useLibrary(createStrongroom(options)).then(
  (result) => (globalThis.result = result),
  ({ name, message, reason }) => (globalThis.result = { name, message, reason }),
);

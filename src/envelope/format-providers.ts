/** Describes the encrypted data keys of a message, for errors. */
import type { EncryptedDataKey } from './header.ts';

const MAX_LISTED = 5;
const MAX_INFO_LENGTH = 120;

/** Returns `provider (info)` of each data key, at most five. Info that is not printable text is left out. */
export function formatProviders(keys: readonly EncryptedDataKey[]): string {
  const listed = keys.slice(0, MAX_LISTED).map(({ providerId, providerInfo }) => {
    const info = new TextDecoder().decode(providerInfo);
    return info && /^[\x20-\x7e]+$/.test(info) && info.length <= MAX_INFO_LENGTH
      ? `${providerId} (${info})`
      : providerId;
  });
  const more = keys.length - listed.length;
  return more > 0 ? `${listed.join(', ')} and ${more} more` : listed.join(', ');
}

/** The file with the configuration of a proxy, as the console of AWS KMS takes it. */

/** Path and credential of a proxy. */
export interface ProxyFile {
  readonly path: string;
  readonly accessKeyId: string;
  readonly secret: string;
}

/**
 * Reads a file. Undefined: it does not have the form that AWS documents.
 * Source: https://docs.aws.amazon.com/kms/latest/developerguide/create-xks-keystore.html
 */
export function readProxyConfiguration(text: string): ProxyFile | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { XksProxyUriPath: path, XksProxyAuthenticationCredential: credential } = (value ?? {}) as Record<
    string,
    unknown
  >;
  const { AccessKeyId: accessKeyId, RawSecretAccessKey: secret } = (credential ?? {}) as Record<string, unknown>;
  return typeof path === 'string' && typeof accessKeyId === 'string' && typeof secret === 'string'
    ? { path, accessKeyId, secret }
    : undefined;
}

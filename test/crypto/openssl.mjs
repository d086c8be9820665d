/**
 * An independent implementation for tests in the browser: OpenSSL, through node's `crypto`, behind one address of the
 * test server. The body names a function below and its arguments, with bytes as {base64}; the answer is its result in
 * the same form.
 */
import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';

const CURVES = {
  ECC_NIST_P256: 'prime256v1',
  ECC_NIST_P384: 'secp384r1',
  ECC_NIST_P521: 'secp521r1',
  ECC_SECG_P256K1: 'secp256k1',
  SM2: 'SM2',
};
const SM2_CURVE = Buffer.from('2a811ccf5501822d', 'hex');
const { RSA_PKCS1_PADDING, RSA_PKCS1_PSS_PADDING, RSA_PKCS1_OAEP_PADDING } = crypto.constants;

/** @param {Buffer} der */
const publicKey = (der) => crypto.createPublicKey({ key: der, format: 'der', type: 'spki' });
/** @param {Buffer} der */
const privateKey = (der) => crypto.createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });

/** @param {string} algorithm AWS's name @returns {{hash: string | undefined, options: object}} */
function signing(algorithm) {
  if (algorithm === 'ED25519_SHA_512') return { hash: undefined, options: {} };
  const bits = Number(algorithm.slice(-3));
  const padding = algorithm.startsWith('RSASSA_PSS') ? RSA_PKCS1_PSS_PADDING : RSA_PKCS1_PADDING;
  const rsa = { padding, ...(padding === RSA_PKCS1_PSS_PADDING && { saltLength: bits / 8 }) };
  return { hash: `sha${bits}`, options: algorithm.startsWith('RSA') ? rsa : { dsaEncoding: 'der' } };
}

/** @param {string} algorithm */
const oaep = (algorithm) => ({
  padding: RSA_PKCS1_OAEP_PADDING,
  oaepHash: algorithm.endsWith('_256') ? 'sha256' : 'sha1',
});

/** @type {Record<string, (...values: any[]) => unknown>} */
export const FUNCTIONS = {
  /** @param {keyof typeof CURVES | 'ECC_NIST_EDWARDS25519' | 'RSA_2048' | 'RSA_3072' | 'RSA_4096'} spec */
  generate(spec) {
    const pair = spec.startsWith('RSA')
      ? crypto.generateKeyPairSync('rsa', { modulusLength: Number(spec.slice(-4)) })
      : spec === 'ECC_NIST_EDWARDS25519'
        ? crypto.generateKeyPairSync('ed25519')
        : crypto.generateKeyPairSync('ec', { namedCurve: CURVES[/** @type {keyof typeof CURVES} */ (spec)] });
    return {
      privateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
      publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }),
    };
  },
  sign(algorithm, pkcs8, message) {
    const { hash, options } = signing(algorithm);
    return crypto.sign(hash, message, { key: privateKey(pkcs8), ...options });
  },
  verify(algorithm, spki, message, signature) {
    const { hash, options } = signing(algorithm);
    return crypto.verify(hash, message, { key: publicKey(spki), ...options }, signature);
  },
  encrypt: (algorithm, spki, plaintext) =>
    crypto.publicEncrypt({ key: publicKey(spki), ...oaep(algorithm) }, plaintext),
  decrypt: (algorithm, pkcs8, ciphertext) =>
    crypto.privateDecrypt({ key: privateKey(pkcs8), ...oaep(algorithm) }, ciphertext),
  /** Wraps key material for import, as the guide of AWS does with the command line. */
  wrap(algorithm, spki, material) {
    const rsa = { key: publicKey(spki), ...oaep(algorithm) };
    if (algorithm.startsWith('RSAES_OAEP')) return crypto.publicEncrypt(rsa, material);
    const aes = crypto.randomBytes(32);
    const cipher = crypto.createCipheriv('id-aes256-wrap-pad', aes, Buffer.from('a65959a6', 'hex'));
    return Buffer.concat([crypto.publicEncrypt(rsa, aes), cipher.update(material), cipher.final()]);
  },
  agree(pkcs8, spki) {
    if (!spki.includes(SM2_CURVE))
      return crypto.diffieHellman({ privateKey: privateKey(pkcs8), publicKey: publicKey(spki) });
    // OpenSSL's key objects do not agree on this curve, its plain points do.
    const side = crypto.createECDH('SM2');
    side.setPrivateKey(pkcs8.subarray(36, 68));
    return side.computeSecret(spki.subarray(26));
  },
  describe(spki) {
    const { asymmetricKeyType, asymmetricKeyDetails } = publicKey(spki);
    // Node has no name for what OpenSSL read here: its curve says it, and takes the point.
    if (spki.includes(SM2_CURVE)) return crypto.ECDH.convertKey(spki.subarray(26), 'SM2').length === 65 ? 'ec SM2' : '';
    return [asymmetricKeyType, asymmetricKeyDetails?.modulusLength ?? asymmetricKeyDetails?.namedCurve]
      .filter(Boolean)
      .join(' ');
  },
  /** The public key that belongs to a private one, as SPKI. */
  publicOf: (pkcs8) => crypto.createPublicKey(privateKey(pkcs8)).export({ type: 'spki', format: 'der' }),
  digest: (hash, message) => crypto.createHash(hash).update(message).digest(),
  mac: (hash, key, message) => crypto.createHmac(hash, key).update(message).digest(),
};

/** @param {string} _key @param {any} value */
const revive = (_key, value) => (typeof value?.base64 === 'string' ? Buffer.from(value.base64, 'base64') : value);
/** @param {unknown} value @returns {unknown} */
const plain = (value) =>
  Buffer.isBuffer(value)
    ? { base64: value.toString('base64') }
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
      : value;

/** @param {any} context Koa's @param {() => Promise<void>} next */
export async function opensslMiddleware(context, next) {
  if (context.path !== '/openssl') return next();
  let body = '';
  for await (const chunk of context.req) body += chunk;
  const { name, values } = JSON.parse(body, revive);
  context.body = JSON.stringify({ result: plain(FUNCTIONS[name]?.(...values)) });
  context.type = 'json';
}

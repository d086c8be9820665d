/** The texts of the operations of the Use tab. Labels and help of their fields are in model/member-texts.ts. */
export const TEXTS = {
  operations: {
    Encrypt: 'Encrypts up to 4,096 bytes with this key: a password, key or token. Asymmetric keys take less.',
    Decrypt: 'Decrypts a ciphertext from Encrypt, ReEncrypt or an operation that generates data keys.',
    ReEncrypt:
      'Decrypts a ciphertext and encrypts it under another key or encryption context. The plaintext never leaves KMS.',
    GenerateDataKey:
      'Generates a data key. Use the plaintext copy to encrypt, then discard it. Store the encrypted copy with the data.',
    GenerateDataKeyWithoutPlaintext:
      'Generates a data key and returns only the encrypted copy. Call Decrypt when the key is needed.',
    GenerateDataKeyPair:
      'Generates an asymmetric key pair for use outside KMS: public key, plaintext private key and encrypted private key.',
    GenerateDataKeyPairWithoutPlaintext:
      'Generates a key pair without returning the plaintext private key. Call Decrypt to obtain it.',
    Sign: 'Signs a message with the private key, which stays in KMS. Anyone with the public key can verify the signature.',
    Verify: 'Verifies a signature. Use the message, message type and algorithm that were used to sign.',
    GenerateMac:
      'Generates a message authentication code (MAC). Principals that can use the key can verify that the message is unchanged.',
    VerifyMac: 'Verifies a MAC for this message.',
    DeriveSharedSecret:
      'Derives a shared secret (ECDH) from this private key and the peer’s public key. Use a KDF to derive keys from it.',
    Encapsulate:
      'Generates a shared secret and its encapsulation. It uses only the public key, so a program can also do it outside KMS.',
    Decapsulate:
      'Returns the shared secret of an encapsulation. A modified ciphertext of the right length returns a different secret and no error (implicit rejection in ML-KEM).',
  },
  results: {
    ciphertext: 'Ciphertext',
    newCiphertext: 'New ciphertext',
    plaintext: 'Plaintext',
    dataKey: 'Data key',
    encryptedDataKey: 'Encrypted data key',
    publicKey: 'Public key',
    privateKey: 'Private key',
    encryptedPrivateKey: 'Encrypted private key',
    signature: 'Signature',
    signatureValid: 'The signature is valid',
    mac: 'MAC',
    macValid: 'The MAC is valid',
    sharedSecret: 'Shared secret',
    encapsulatedSecret: 'Encapsulated secret',
  },
  sample: 'Attack at dawn.',
  noKeySpec: 'None (use number of bytes)',
  tooLong: {
    plaintext: 'Use envelope encryption. The Playground encrypts files of any size.',
    ciphertext: 'Decrypt encrypted files in the Playground.',
    macMessage: 'Hash the message in your program and compute the MAC of the hash.',
  },
};

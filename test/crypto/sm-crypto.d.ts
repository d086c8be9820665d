/** What the tests use of sm-crypto, which has no types: an implementation of SM2 on jsbn. Byte strings are in hex. */
declare module 'sm-crypto' {
  interface Options {
    readonly der: boolean;
    readonly hash: boolean;
    readonly userId: string;
  }
  interface SmCrypto {
    readonly sm2: {
      doSignature(message: readonly number[] | string, privateKey: string, options: Options): string;
      doVerifySignature(
        message: readonly number[] | string,
        signature: string,
        publicKey: string,
        options: Options,
      ): boolean;
      doEncrypt(message: readonly number[], publicKey: string, mode: 1): string;
      doDecrypt(ciphertext: string, privateKey: string, mode: 1, options: { readonly output: 'array' }): number[];
    };
    sm3(message: readonly number[]): string;
  }
  const smCrypto: SmCrypto;
  export default smCrypto;
}

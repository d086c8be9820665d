/** What the tests use of sm-crypto, which has no types: an implementation of SM2 on jsbn. Byte strings are in hex. */
declare module 'sm-crypto' {
  export const sm2: {
    doSignature(
      message: readonly number[] | string,
      privateKey: string,
      options: { der: boolean; hash: boolean; userId?: string; publicKey?: string },
    ): string;
    doVerifySignature(
      message: readonly number[] | string,
      signature: string,
      publicKey: string,
      options: { der: boolean; hash: boolean; userId?: string },
    ): boolean;
    doEncrypt(message: readonly number[], publicKey: string, mode: 1): string;
    doDecrypt(ciphertext: string, privateKey: string, mode: 1, options: { output: 'array' }): number[];
  };
  export function sm3(message: readonly number[]): string;
}

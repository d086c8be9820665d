/**
 * Features of AWS KMS that the sandbox does not implement. A call that needs one fails with
 * UnsupportedOperationException, and Settings lists them. The list only shrinks. Operations that need one name it in
 * their row of operation-facts.ts.
 */

/** One gap. */
export interface Gap {
  /** The input of a supported operation that needs it. */
  readonly asks: string;
  /** Message of the exception. AWS has no message for this case. */
  readonly message: string;
}

/** The gaps by name. */
export const GAPS = {
  recipient: {
    asks: 'Recipient, in any operation that takes it',
    message:
      'This sandbox does not support attestation (Recipient) yet. AWS KMS would encrypt the response for the attested environment.',
  },
} as const satisfies Record<string, Gap>;

/** A name of GAPS. */
export type GapName = keyof typeof GAPS;

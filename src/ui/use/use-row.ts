/** The shape of the table of operations (use-operations.ts). */
import type { KeyUseOperation } from '../../model/operation-facts.ts';
import type { KeyMetadata } from '../../model/sdk.ts';

/** The operations of the table. GetPublicKey has a tab of its own. */
export type UseOperation = KeyUseOperation;

interface FieldBase<M> {
  readonly member: M;
  /** Replaces the label of the model (model/member-texts.ts). */
  readonly label?: string;
  /** Replaces the help of the model. */
  readonly hint?: string;
  /** Only for such keys; absent: for all. */
  readonly only?: 'symmetric' | 'asymmetric';
}

/**
 * One field of a form. `bytes`: text (where `text`), hex, base64, PEM (where `pem`) or a file; `message`: bytes that
 * can be sent as a digest; `choice`: one of a list; `number`; `key`: key ID, alias or ARN; `context`: pairs.
 */
export type UseField<M extends string = string> = FieldBase<M> &
  (
    | {
        readonly kind: 'bytes';
        readonly text?: true;
        readonly pem?: true;
        /** The initial text. */
        readonly sample?: string;
        /** What to do with more bytes than the operation accepts. */
        readonly tooLong?: string;
        /** A key pair of the other party can be generated here. */
        readonly peer?: true;
      }
    | { readonly kind: 'message'; readonly sample?: string }
    | { readonly kind: 'choice'; options(key: KeyMetadata): readonly string[]; readonly optional?: string }
    | { readonly kind: 'number' }
    | { readonly kind: 'key' }
    | { readonly kind: 'context' }
  );

/** Where a result can be used: in `member` of `operation`. `carry` maps fields to copy to their names there. */
export interface UseNext {
  readonly operation: UseOperation;
  readonly member: string;
  readonly carry: Readonly<Record<string, string>>;
}

/** One member of an answer. `plaintext` is secret; `truth` is a boolean. */
export interface UseResult<M extends string = string> {
  readonly member: M;
  readonly label: string;
  readonly kind: 'plaintext' | 'ciphertext' | 'public' | 'truth';
  /** The label of its PEM form, where it has one. */
  readonly pem?: 'PUBLIC KEY' | 'PRIVATE KEY';
  readonly next?: readonly UseNext[];
  /** Members of other calls that hold the same bytes when everything is right. */
  readonly echoes?: readonly {
    readonly operation: UseOperation;
    readonly side: 'input' | 'output';
    readonly member: string;
  }[];
}

/** One operation. */
export interface UseRow<N extends UseOperation = UseOperation> {
  readonly operation: N;
  /** What it does, one or two sentences. */
  readonly says: string;
  readonly fields: readonly UseField[];
  readonly results: readonly UseResult[];
}

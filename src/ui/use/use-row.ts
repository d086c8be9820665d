/** The shape of the table of what can be done with a key (use-operations.ts). */
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
 * One field of a form. `bytes`: text (where `text`), hex, base64, PEM (where `pem`) or a file; `message`: bytes of which a digest may be sent instead;
 * `choice`: one of a list; `number`, `key` (ID, alias or ARN) and `context` (pairs) as their names say.
 */
export type UseField<M extends string = string> = FieldBase<M> &
  (
    | {
        readonly kind: 'bytes';
        readonly text?: true;
        readonly pem?: true;
        /** What stands there at first. */
        readonly sample?: string;
        /** What to do with more than the operation takes. */
        readonly tooLong?: string;
        /** True: a key of the other side can be made here. */
        readonly peer?: true;
      }
    | { readonly kind: 'message'; readonly sample?: string }
    | { readonly kind: 'choice'; options(key: KeyMetadata): readonly string[]; readonly optional?: string }
    | { readonly kind: 'number' }
    | { readonly kind: 'key' }
    | { readonly kind: 'context' }
  );

/** Where a result goes on: into `member` of `operation`; `carry` gives the fields that go along, by their names there. */
export interface UseNext {
  readonly operation: UseOperation;
  readonly member: string;
  readonly carry: Readonly<Record<string, string>>;
}

/** One member of an answer. `plaintext` is secret; `truth` is yes or no. */
export interface UseResult<M extends string = string> {
  readonly member: M;
  readonly label: string;
  readonly kind: 'plaintext' | 'ciphertext' | 'public' | 'truth';
  /** The label of its PEM form, where it has one. */
  readonly pem?: 'PUBLIC KEY' | 'PRIVATE KEY';
  readonly next?: readonly UseNext[];
  /** What it equals when all went well: the same bytes in an earlier call. */
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

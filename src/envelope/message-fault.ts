/** What is wrong with the layout of an input, as data. */
import { EnvelopeError, type EnvelopeErrorCode } from './envelope-error.ts';

/** Fields of a message, in the terms of the specification of the format. */
export type FieldName =
  | 'version'
  | 'type'
  | 'algorithm suite id'
  | 'message id'
  | 'encryption context length'
  | 'encryption context count'
  | 'context key length'
  | 'context key'
  | 'context value length'
  | 'context value'
  | 'data key count'
  | 'provider id length'
  | 'provider id'
  | 'provider information length'
  | 'provider information'
  | 'data key length'
  | 'encrypted data key'
  | 'content type'
  | 'reserved'
  | 'IV length'
  | 'frame length'
  | 'algorithm suite data'
  | 'header IV'
  | 'header tag'
  | 'signature length'
  | 'signature';

/** The check that a message failed, with its facts. */
export type MessageFault =
  | { readonly kind: 'version' | 'type' | 'suite' | 'content-type' | 'iv-length'; readonly found: number }
  | { readonly kind: 'suite-version'; readonly suite: number; readonly version: number }
  | { readonly kind: 'context-duplicate'; readonly key: string }
  | { readonly kind: 'context-length'; readonly declared: number; readonly used: number }
  | { readonly kind: 'frame-length'; readonly framed: boolean; readonly found: number }
  | { readonly kind: 'header-length'; readonly maximum: number }
  | { readonly kind: 'no-data-keys' | 'reserved' | 'not-utf8' };

/** An error of a message whose layout is wrong. */
export class FaultyMessage extends EnvelopeError {
  readonly fault: MessageFault;

  constructor(code: EnvelopeErrorCode, message: string, fault: MessageFault, options?: ErrorOptions) {
    super(code, message, options);
    this.fault = fault;
  }
}

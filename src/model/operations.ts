/** The operations of AWS KMS and the types of their inputs and outputs, from the types of the SDK. */
import type { Bytes } from '../base/bytes.ts';
import type * as Sdk from '@aws-sdk/client-kms';

type Commands = typeof Sdk;

/** Every operation that the SDK has a command for. A new one in the SDK is a new member here. */
export type OperationName = keyof {
  [K in keyof Commands as K extends `${infer Name}Command` ? (Name extends '$' | '' ? never : Name) : never]: true;
};

type CommandOf<N extends OperationName> = InstanceType<Commands[`${N}Command`]>;

/** Input of operation `N`. */
export type InputOf<N extends OperationName> = CommandOf<N>['input'];

/** `T` with every member that AWS requires, at any depth. Bytes are the engine's own copy over a plain ArrayBuffer. */
type Valid<T> = T extends Uint8Array
  ? Bytes
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? Valid<Item>[]
      : T extends object
        ? { [M in keyof T]: Record<never, never> extends Pick<T, M> ? Valid<T[M]> : NonNullable<Valid<T[M]>> }
        : T;

/** Input of operation `N` after validation: members that AWS requires are present. */
export type ValidInput<N extends OperationName> = Valid<InputOf<N>>;

type Resolved<C> = C extends { resolveMiddleware(...args: infer _A): (input: infer _I) => Promise<{ output: infer O }> }
  ? O
  : never;

/** Output of operation `N`, without the SDK's `$metadata`. */
export type OutputOf<N extends OperationName> = Omit<Resolved<CommandOf<N>>, '$metadata'>;

/** Method name of an operation, as in the SDK's `KMS` class. */
export type MethodName<N extends OperationName = OperationName> = Uncapitalize<N>;

/** `Encrypt` -> `encrypt`. */
export function methodName<N extends OperationName>(name: N): MethodName<N> {
  return (name.charAt(0).toLowerCase() + name.slice(1)) as MethodName<N>;
}

/** Every operation once. A missing or unknown name does not compile. */
const NAMES: Readonly<Record<OperationName, true>> = {
  CancelKeyDeletion: true,
  ConnectCustomKeyStore: true,
  CreateAlias: true,
  CreateCustomKeyStore: true,
  CreateGrant: true,
  CreateKey: true,
  Decapsulate: true,
  Decrypt: true,
  DeleteAlias: true,
  DeleteCustomKeyStore: true,
  DeleteImportedKeyMaterial: true,
  DeriveSharedSecret: true,
  DescribeCustomKeyStores: true,
  DescribeKey: true,
  DisableKey: true,
  DisableKeyRotation: true,
  DisconnectCustomKeyStore: true,
  EnableKey: true,
  EnableKeyRotation: true,
  Encapsulate: true,
  Encrypt: true,
  GenerateDataKey: true,
  GenerateDataKeyPair: true,
  GenerateDataKeyPairWithoutPlaintext: true,
  GenerateDataKeyWithoutPlaintext: true,
  GenerateMac: true,
  GenerateRandom: true,
  GetKeyLastUsage: true,
  GetKeyPolicy: true,
  GetKeyRotationStatus: true,
  GetParametersForImport: true,
  GetPublicKey: true,
  ImportKeyMaterial: true,
  ListAliases: true,
  ListGrants: true,
  ListKeyPolicies: true,
  ListKeyRotations: true,
  ListKeys: true,
  ListResourceTags: true,
  ListRetirableGrants: true,
  PutKeyPolicy: true,
  ReEncrypt: true,
  ReplicateKey: true,
  RetireGrant: true,
  RevokeGrant: true,
  RotateKeyOnDemand: true,
  ScheduleKeyDeletion: true,
  Sign: true,
  TagResource: true,
  UntagResource: true,
  UpdateAlias: true,
  UpdateCustomKeyStore: true,
  UpdateKeyDescription: true,
  UpdatePrimaryRegion: true,
  Verify: true,
  VerifyMac: true,
};

/** Names of all operations, sorted. */
export const OPERATION_NAMES = Object.keys(NAMES) as readonly OperationName[];

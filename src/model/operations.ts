/** The operations of AWS KMS and the types of their inputs and outputs, all taken from the SDK's own types. */
import type { Bytes } from '../base/bytes.ts';
import type * as Sdk from '@aws-sdk/client-kms';

type Commands = typeof Sdk;

/** Every operation that the SDK has a command for: a new one in the SDK is a new member here. */
export type OperationName = keyof {
  [K in keyof Commands as K extends `${infer Name}Command` ? (Name extends '$' | '' ? never : Name) : never]: true;
};

type CommandOf<N extends OperationName> = InstanceType<Commands[`${N}Command`]>;

/** The input of operation `N`. */
export type InputOf<N extends OperationName> = CommandOf<N>['input'];

/** `T` with every member that AWS requires present, at any depth. Bytes are the engine's own copy, over a plain ArrayBuffer. */
type Valid<T> = T extends Uint8Array
  ? Bytes
  : T extends Date
    ? T
    : T extends readonly (infer Item)[]
      ? Valid<Item>[]
      : T extends object
        ? { [M in keyof T]: Record<never, never> extends Pick<T, M> ? Valid<T[M]> : NonNullable<Valid<T[M]>> }
        : T;

/** The input of operation `N` after validation against its shape: the members that AWS requires are there. */
export type ValidInput<N extends OperationName> = Valid<InputOf<N>>;

type Resolved<C> = C extends { resolveMiddleware(...args: infer _A): (input: infer _I) => Promise<{ output: infer O }> }
  ? O
  : never;

/** The output of operation `N`, without the SDK's `$metadata`. */
export type OutputOf<N extends OperationName> = Omit<Resolved<CommandOf<N>>, '$metadata'>;

/** The method name of an operation, as the SDK's `KMS` class spells it. */
export type MethodName<N extends OperationName = OperationName> = Uncapitalize<N>;

/** `Encrypt` -> `encrypt`. */
export function methodName<N extends OperationName>(name: N): MethodName<N> {
  return (name.charAt(0).toLowerCase() + name.slice(1)) as MethodName<N>;
}

/** Every operation once. A name that the SDK lacks, or has and this table lacks, does not compile. */
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

/** The names of all operations, sorted. */
export const OPERATION_NAMES = Object.keys(NAMES) as readonly OperationName[];

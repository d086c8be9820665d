/** The operations of AWS KMS and the types of their inputs and outputs, all taken from the SDK's own types. */
import type * as Sdk from '@aws-sdk/client-kms';

type Commands = typeof Sdk;

/** Every operation that the SDK has a command for: a new one in the SDK is a new member here. */
export type OperationName = keyof {
  [K in keyof Commands as K extends `${infer Name}Command` ? (Name extends '$' | '' ? never : Name) : never]: true;
};

type CommandOf<N extends OperationName> = InstanceType<Commands[`${N}Command`]>;

/** The input of operation `N`. */
export type InputOf<N extends OperationName> = CommandOf<N>['input'];

type Resolved<C> = C extends { resolveMiddleware(...args: infer _A): (input: infer _I) => Promise<{ output: infer O }> } ? O : never;

/** The output of operation `N`, without the SDK's `$metadata`. */
export type OutputOf<N extends OperationName> = Omit<Resolved<CommandOf<N>>, '$metadata'>;

/** The method name of an operation, as the SDK's `KMS` class spells it. */
export type MethodName<N extends OperationName = OperationName> = Uncapitalize<N>;

/** `Encrypt` -> `encrypt`. */
export function methodName<N extends OperationName>(name: N): MethodName<N> {
  return (name.charAt(0).toLowerCase() + name.slice(1)) as MethodName<N>;
}

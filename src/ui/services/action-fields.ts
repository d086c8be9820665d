/** Fields of the forms of services, and how their values become members of an input. */
import { ServiceError } from '../../services/service-error.ts';
import type { ActionField, ActionValues, ServiceAction } from './service-action.ts';
import { TEXTS } from './services-texts.ts';

type Label = ActionField['label'];

/** A field that must be filled in. */
export const text = (name: Label, more: Partial<ActionField> = {}): ActionField => ({ name, label: name, ...more });

/** A field that can stay empty. `label`: of the text, where it is not the name of the member. */
export const optional = (name: string, label: Label): ActionField => ({ name, label, isOptional: true });

/** A field with these values. */
export const choice = (name: Label, ...choices: readonly string[]): ActionField => text(name, { choices });

/** An optional whole number from `minimum` on. */
export const wholeNumber = (name: Label, minimum: number, maximum?: number): ActionField =>
  text(name, { isOptional: true, range: maximum === undefined ? [minimum] : [minimum, maximum] });

/** The optional KMS key of a form. */
export const optionalKey = optional('KeyId', 'OptionalKeyId');

/** An action as data. */
export const action = (id: string, fields: readonly ActionField[], run: ServiceAction['run']): ServiceAction => ({
  id,
  fields,
  run,
});

/** The value of a field that the form requires. */
export const given = (values: ActionValues, name: string): string => values[name] ?? '';

/** The members of these names that were filled in. */
export const filled = <N extends string>(values: ActionValues, ...names: readonly N[]): Partial<Record<N, string>> =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]]))) as Partial<
    Record<N, string>
  >;

/** The members of these names that were filled in, as numbers. */
export const numbers = <N extends string>(values: ActionValues, ...names: readonly N[]): Partial<Record<N, number>> =>
  Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, Number(values[name])]])),
  ) as Partial<Record<N, number>>;

/**
 * Reads `red=alias/red, blue=alias/blue`.
 * @throws {ServiceError} at the field
 */
export function parseTenantKeys(typed: string): Readonly<Record<string, string>> {
  const parts = typed.split(',').map((part) => part.trim());
  const keys = new Map<string, string>();
  const refuse = (message: string) => ServiceError.at('tenantKeys', 'ValidationException', message);
  for (const part of parts) {
    const [, tenant = '', key = ''] = /^([^=]+)=(.+)$/.exec(part)?.map((each) => each.trim()) ?? [];
    if (tenant === '' || key === '') throw refuse(TEXTS.badTenantKeys(part));
    if (keys.has(tenant)) throw refuse(TEXTS.repeatedTenant(tenant));
    keys.set(tenant, key);
  }
  return Object.fromEntries(keys);
}

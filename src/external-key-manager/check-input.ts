/** Checks the input of the methods of external key managers. Each rejects with TypeError. */
import { isAccountId } from '../model/arn.ts';
import type {
  ExternalKeyChange,
  ExternalKeyInput,
  KeyManagerMember,
  ProxyChange,
  ProxyEndpointService,
  ProxyStatement,
} from '../model/external-key-manager.ts';

const CONDITIONS = ['externalKeyIds', 'awsPrincipalArns', 'kmsKeyArns', 'kmsOperations', 'kmsViaServices'];
const HEALTH = ['ACTIVE', 'DEGRADED', 'UNAVAILABLE'];
const SERVICE_NAME = /^(?:com|eu)\.amazonaws\.vpce\.(?:[a-z]+-){2,3}\d+\.vpce-svc-[0-9a-z]+$/;
const SID = /^[A-Za-z0-9]{1,64}$/;
const MAX_STATEMENTS = 50;

/** A value from outside, as its type says or not. */
type Unchecked<T> = { readonly [K in keyof T]?: unknown };

const isArray = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const areStrings = (value: unknown): value is readonly string[] =>
  isArray(value) && value.every((one) => typeof one === 'string');

function checkPolicy(policy: unknown): void {
  if (!isArray(policy) || policy.length > MAX_STATEMENTS)
    throw new TypeError(`policy must be an array of at most ${MAX_STATEMENTS} statements.`);
  const sids = new Set<string>();
  for (const statement of policy as readonly Unchecked<ProxyStatement>[]) {
    const { sid, effect, ...conditions } = statement;
    if (typeof sid !== 'string' || !SID.test(sid) || sids.has(sid))
      throw new TypeError('The sid of a statement must have 1 to 64 letters and digits, and be unique in the policy.');
    sids.add(sid);
    if (effect !== 'Allow' && effect !== 'Deny')
      throw new TypeError('The effect of a statement must be Allow or Deny.');
    for (const [name, patterns] of Object.entries(conditions)) {
      if (!CONDITIONS.includes(name)) throw new TypeError(`A statement has no member ${name}.`);
      if (!areStrings(patterns)) throw new TypeError(`${name} of a statement must be an array of strings.`);
    }
  }
}

function checkFleet(fleet: unknown): void {
  if (!isArray(fleet) || fleet.length < 1 || fleet.length > 10)
    throw new TypeError('fleet must have 1 to 10 external key managers.');
  for (const { id, model, healthStatus } of fleet as readonly Unchecked<KeyManagerMember>[]) {
    if (typeof id !== 'string' || typeof model !== 'string' || !HEALTH.includes(healthStatus as string))
      throw new TypeError(`Each member of fleet must have id, model, and a healthStatus of ${HEALTH.join(', ')}.`);
  }
}

/** Checks the members of a proxy that can change. */
export function checkProxyChange({ policy, fleet, endpointService }: ProxyChange): void {
  if (policy !== undefined) checkPolicy(policy);
  if (fleet !== undefined) checkFleet(fleet);
  if (endpointService !== undefined) {
    const { name, owner, acceptanceRequired }: Unchecked<ProxyEndpointService> = endpointService;
    if (typeof name !== 'string' || !SERVICE_NAME.test(name) || name.length > 64)
      throw new TypeError('endpointService.name must be like com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0.');
    if (typeof owner !== 'string' || !isAccountId(owner))
      throw new TypeError('endpointService.owner must be an account ID of 12 digits.');
    if (typeof acceptanceRequired !== 'boolean')
      throw new TypeError('endpointService.acceptanceRequired must be a boolean.');
  }
}

/** Checks the members of an external key that can be given or changed. */
export function checkExternalKey(input: Unchecked<ExternalKeyInput & ExternalKeyChange>): void {
  const { keyId, spec, usage, status } = input;
  if (keyId !== undefined && typeof keyId !== 'string') throw new TypeError('keyId must be a string.');
  if (spec !== undefined && spec !== 'AES_256' && spec !== 'AES_128')
    throw new TypeError('spec must be AES_256 or AES_128.');
  if (status !== undefined && status !== 'ENABLED' && status !== 'DISABLED')
    throw new TypeError('status must be ENABLED or DISABLED.');
  if (usage !== undefined && !(areStrings(usage) && usage.every((one) => one === 'ENCRYPT' || one === 'DECRYPT')))
    throw new TypeError('usage must be an array of ENCRYPT and DECRYPT.');
}

/** A decision as it is drawn: for each resource that was asked about, every gate in its order with what it said and whether it counted. */
import type { Decision, DecidingKind, Gate, TraceStep } from '../../model/decision.ts';

/**
 * What a gate did on the way. `decides`: it allowed or denied the call. `passes`: the call went on through it. `lacks`: the call ended here, because nothing
 * allowed it. `aside`: asked, and made no difference. `absent`: there is nothing of the kind.
 */
export type GateStatus = 'decides-allow' | 'decides-deny' | 'passes' | 'lacks' | 'aside' | 'absent' | 'stops';

/** One gate of one resource. */
export interface GateView {
  readonly gate: Gate;
  readonly status: GateStatus;
  /** Statements and grants, those that matched first. */
  readonly steps: readonly TraceStep[];
  /** What the gate said as a whole. */
  readonly notes: readonly string[];
}

/** What was asked about one resource. */
export interface ResourceView {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly gates: readonly GateView[];
}

/** The gates of authorization, in the order in which they are drawn. */
export const GATES = [
  'rcp',
  'scp',
  'endpoint-policy',
  'key-policy',
  'delegation',
  'identity-policy',
  'boundary',
  'session-policy',
  'grant',
] as const satisfies readonly Gate[];

/** What stops an authorized call. */
const STOPS = ['usage', 'state', 'quota'] as const satisfies readonly Gate[];

type AuthorizationGate = (typeof GATES)[number];

/** Gates that only limit: without one there is no limit. */
const CEILINGS: ReadonlySet<Gate> = new Set<Gate>(['rcp', 'scp', 'endpoint-policy', 'boundary', 'session-policy']);

/** Gates that only a key has. */
const OF_KEYS: ReadonlySet<Gate> = new Set<Gate>(['rcp', 'delegation', 'grant']);

const isStatement = (step: TraceStep): boolean => step.statement !== undefined || step.grant !== undefined;

const says = (steps: readonly TraceStep[], outcome: TraceStep['outcome']): boolean => steps.some((step) => step.outcome === outcome);

/** A ceiling that is there and lets nothing through. */
function closed(steps: readonly TraceStep[] | undefined): boolean {
  return steps !== undefined && steps.some(isStatement) && !says(steps, 'allow');
}

type ByGate = ReadonlyMap<Gate, readonly TraceStep[]>;

/**
 * Where a call ended that nothing allowed, from what the gates of its last resource said; the order is the one in which a denial is reported.
 * Source: the IAM page on evaluation logic.
 */
function lackingIn(gates: ByGate): AuthorizationGate {
  for (const gate of ['scp', 'endpoint-policy'] as const) if (closed(gates.get(gate))) return gate;
  const identityAllows = says(gates.get('identity-policy') ?? [], 'allow');
  const keyPolicy = gates.get('key-policy');
  const open = says(keyPolicy ?? [], 'allow') || says(gates.get('grant') ?? [], 'allow');
  if (keyPolicy !== undefined && !open) return 'key-policy';
  const delegated = says(gates.get('delegation') ?? [], 'allow');
  if ((keyPolicy === undefined || delegated || !identityAllows) && !identityAllows) return 'identity-policy';
  for (const gate of ['boundary', 'session-policy'] as const) if (closed(gates.get(gate))) return gate;
  return 'key-policy';
}

const DECIDING: Readonly<Record<Exclude<DecidingKind, 'none'>, AuthorizationGate>> = {
  rcp: 'rcp',
  scp: 'scp',
  'endpoint-policy': 'endpoint-policy',
  'key-policy': 'key-policy',
  'identity-policy': 'identity-policy',
  boundary: 'boundary',
  'session-policy': 'session-policy',
  grant: 'grant',
};

/** The gate that let a resource through which was not the one that the decision names: the first that would do. */
function allowing(gates: ByGate): AuthorizationGate {
  const allows = (gate: Gate): boolean => says(gates.get(gate) ?? [], 'allow');
  if (allows('delegation') && allows('identity-policy')) return 'identity-policy';
  if (allows('key-policy')) return 'key-policy';
  return allows('grant') ? 'grant' : 'identity-policy';
}

function byGate(steps: readonly TraceStep[]): ByGate {
  const gates = new Map<Gate, TraceStep[]>();
  for (const step of steps) gates.set(step.gate, [...(gates.get(step.gate) ?? []), step]);
  return gates;
}

function statusOf(gate: AuthorizationGate, gates: ByGate, allowed: boolean, decisive: AuthorizationGate): GateStatus {
  const steps = gates.get(gate);
  if (gate === decisive) return allowed ? 'decides-allow' : says(steps ?? [], 'deny') ? 'decides-deny' : 'lacks';
  if (steps === undefined) return 'absent';
  const before = GATES.indexOf(gate) < GATES.indexOf(decisive);
  // What only limits is on the way wherever it is drawn; the rest only where the way led through it.
  if (CEILINGS.has(gate)) return says(steps, 'allow') && (before || allowed) ? 'passes' : 'aside';
  return before && says(steps, 'allow') ? 'passes' : 'aside';
}

const ORDER: Readonly<Record<TraceStep['outcome'], number>> = { deny: 0, allow: 1, stops: 1, 'no-match': 2 };

function gateView(gate: Gate, status: GateStatus, steps: readonly TraceStep[] = []): GateView {
  return {
    gate,
    status,
    steps: steps.filter(isStatement).toSorted((one, other) => ORDER[one.outcome] - ORDER[other.outcome]),
    notes: steps.filter((step) => !isStatement(step)).flatMap(({ because }) => because ?? []),
  };
}

/** The decision, resource by resource in the order in which they were asked. */
export function viewOf({ allowed, decidedBy, trace }: Decision): readonly ResourceView[] {
  const groups = Map.groupBy(trace, ({ gate, action, resource }) => ((STOPS as readonly Gate[]).includes(gate) ? '' : `${action} ${resource}`));
  const stops = groups.get('') ?? [];
  groups.delete('');
  const asked = [...groups.values()];
  return asked.map((steps, index) => {
    const { action, resource } = steps[0] as TraceStep;
    const isLast = index === asked.length - 1;
    const through = allowed || !isLast;
    const gates = byGate(steps);
    const named = decidedBy.kind === 'none' ? undefined : DECIDING[decidedBy.kind];
    const names = named !== undefined && says(gates.get(named) ?? [], allowed ? 'allow' : 'deny') && (allowed || isLast);
    const decisive = names ? named : through ? allowing(gates) : lackingIn(gates);
    const met = gates.has('key-policy') ? GATES : GATES.filter((gate) => !OF_KEYS.has(gate) || gates.has(gate));
    const views = met.map((gate) => gateView(gate, statusOf(gate, gates, through, decisive), gates.get(gate)));
    const stopping = isLast ? stops.map((step) => gateView(step.gate, 'stops', [step])) : [];
    return { action, resource, allowed: through, gates: [...views, ...stopping] };
  });
}

/** Of a denial that nothing allowed: the kind of policy that would have had to. Undefined for every other decision. */
export function lackingOf(decision: Decision): Gate | undefined {
  return viewOf(decision)
    .at(-1)
    ?.gates.find(({ status }) => status === 'lacks')?.gate;
}

/** How far a statement got before it did not match. */
const FAR: readonly TraceStep['element'][] = ['Principal', 'Action', 'Resource', 'Condition'];

/** Of a denial that nothing allowed: the statement or grant of the last resource that came nearest to a match. Undefined where none got past its principal. */
export function nearestOf({ allowed, decidedBy, trace }: Decision): TraceStep | undefined {
  if (allowed || decidedBy.kind !== 'none') return undefined;
  const last = trace.at(-1);
  const far = ({ element, grant }: TraceStep): number => (grant === undefined ? FAR.indexOf(element) : FAR.length - 1);
  return trace
    .filter((step) => step.outcome === 'no-match' && isStatement(step) && step.resource === last?.resource && far(step) > 0)
    .toSorted((one, other) => far(other) - far(one))[0];
}

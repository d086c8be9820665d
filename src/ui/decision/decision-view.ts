/** A decision as it is drawn: for each resource that was asked about, every gate in its order with what it said and whether it counted. */
import type { Decision, DecidingKind, Gate, TraceStep } from '../../model/decision.ts';

/**
 * What a gate did on the way. `decides`: it allowed or denied the call. `passes`: the call went on through it. `lacks`: the call ended here, because nothing
 * allowed it. `denies`: a statement here denies the call. `aside`: asked, and made no difference. `unbound`: a limit that did not
 * hold for this call. `unasked`: the call had ended before. `absent`: there is nothing of the kind. `stops`: the call was allowed, and fails here.
 */
export type GateStatus =
  | 'decides-allow'
  | 'decides-deny'
  | 'passes'
  | 'lacks'
  | 'denies'
  | 'aside'
  | 'unbound'
  | 'unasked'
  | 'absent'
  | 'stops';

/** A gate as it is drawn: those of a decision, and two that follow from all of them, whether any statement denies and whether the call came through. */
export type DrawnGate = Gate | 'explicit-deny' | 'allowed';

/** One gate of one resource. */
export interface GateView {
  readonly gate: DrawnGate;
  readonly status: GateStatus;
  /** Statements and grants, those that matched first. */
  readonly steps: readonly TraceStep[];
  /** What the gate said as a whole. */
  readonly notes: readonly string[];
  /** Something here allows the call, whether or not it comes to that. */
  readonly allows?: true;
  /** Which step of the way it was, from 1; undefined where the call did not come through it. */
  readonly walked?: number;
  /** The way led on from here. */
  readonly leadsOn?: true;
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

const says = (steps: readonly TraceStep[], outcome: TraceStep['outcome']): boolean =>
  steps.some((step) => step.outcome === outcome);

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

/** What ends a call before the gates of LAST are asked. */
const ENDS_BEFORE: ReadonlySet<string> = new Set(['explicit-deny', 'scp', 'endpoint-policy']);

const LAST: ReadonlySet<Gate> = new Set<Gate>(['delegation', 'grant']);

function statusOf(
  gate: AuthorizationGate,
  gates: ByGate,
  allowed: boolean,
  decisive: AuthorizationGate | 'explicit-deny',
): GateStatus {
  const steps = gates.get(gate);
  if (gate === decisive) return allowed ? 'decides-allow' : 'lacks';
  if (steps === undefined) return !allowed && LAST.has(gate) && ENDS_BEFORE.has(decisive) ? 'unasked' : 'absent';
  if (decisive === 'explicit-deny') return says(steps, 'deny') ? 'denies' : 'aside';
  // Every resource control policy stands beside RCPFullAWSAccess: what they do not deny comes through.
  if (gate === 'rcp') return 'passes';
  const before = GATES.indexOf(gate) < GATES.indexOf(decisive);
  // What only limits is on the way wherever it is drawn; the rest only where the way led through it.
  if (CEILINGS.has(gate)) return says(steps, 'allow') && (before || allowed) ? 'passes' : allowed ? 'unbound' : 'aside';
  return before && says(steps, 'allow') ? 'passes' : 'aside';
}

const ORDER: Readonly<Record<TraceStep['outcome'], number>> = { deny: 0, allow: 1, stops: 1, 'no-match': 2 };

function gateView(gate: DrawnGate, status: GateStatus, steps: readonly TraceStep[] = []): GateView {
  return {
    gate,
    status,
    steps: steps.filter(isStatement).toSorted((one, other) => ORDER[one.outcome] - ORDER[other.outcome]),
    notes: steps.filter((step) => !isStatement(step)).flatMap(({ because }) => because ?? []),
    ...(says(steps, 'allow') ? { allows: true as const } : {}),
  };
}

const WALKED: ReadonlySet<GateStatus> = new Set<GateStatus>(['passes', 'decides-allow', 'decides-deny', 'lacks']);

/** The gates with the way through them: those that the call came through are numbered, and the way is whole as far as the last of them. */
function numbered(views: readonly GateView[]): readonly GateView[] {
  const last = views.findLastIndex(({ status }) => WALKED.has(status));
  let walked = 0;
  return views.map((view, index) => ({
    ...view,
    ...(WALKED.has(view.status) ? { walked: (walked += 1) } : {}),
    ...(index < last || (index === last && views[index + 1]?.status === 'stops') ? { leadsOn: true as const } : {}),
  }));
}

/** The decision, resource by resource in the order in which they were asked. */
export function viewOf({ allowed, decidedBy, trace }: Decision): readonly ResourceView[] {
  const groups = Map.groupBy(trace, ({ gate, action, resource }) =>
    (STOPS as readonly Gate[]).includes(gate) ? '' : `${action} ${resource}`,
  );
  const stops = groups.get('') ?? [];
  groups.delete('');
  const asked = [...groups.values()];
  return asked.map((steps, index) => {
    const { action, resource } = steps[0] as TraceStep;
    const isLast = index === asked.length - 1;
    const through = allowed || !isLast;
    const gates = byGate(steps);
    const denials = steps.filter(({ outcome }) => outcome === 'deny');
    const named = decidedBy.kind === 'none' ? undefined : DECIDING[decidedBy.kind];
    const names = named !== undefined && allowed && says(gates.get(named) ?? [], 'allow');
    const decisive =
      denials.length > 0 ? 'explicit-deny' : names ? named : through ? allowing(gates) : lackingIn(gates);
    const met = gates.has('key-policy') ? GATES : GATES.filter((gate) => !OF_KEYS.has(gate) || gates.has(gate));
    const views = [
      gateView('explicit-deny', denials.length > 0 ? 'decides-deny' : 'passes', denials),
      ...met.map((gate) => gateView(gate, statusOf(gate, gates, through, decisive), gates.get(gate))),
      ...(through ? [gateView('allowed', 'passes')] : []),
      ...(isLast ? stops.map((step) => gateView(step.gate, 'stops', [step])) : []),
    ];
    return { action, resource, allowed: through, gates: numbered(views) };
  });
}

/** Of a denial that nothing allowed: the kind of policy that would have had to. Undefined for every other decision. */
export function lackingOf(decision: Decision): AuthorizationGate | undefined {
  const lacking = viewOf(decision)
    .at(-1)
    ?.gates.find(({ status }) => status === 'lacks')?.gate;
  return GATES.find((gate) => gate === lacking);
}

/** How far a statement got before it did not match. */
const FAR: readonly TraceStep['element'][] = ['Principal', 'Action', 'Resource', 'Condition'];

/** Whose allow would do where one is lacking. A ceiling can be opened by itself alone. */
const WOULD_DO: Readonly<Partial<Record<AuthorizationGate, readonly Gate[]>>> = {
  'key-policy': ['key-policy', 'grant'],
  'identity-policy': ['identity-policy', 'key-policy', 'grant'],
};

/** Of a denial that nothing allowed: the allow or the grant of the last resource that came nearest to a match. Undefined where none got past its principal. */
export function nearestOf(decision: Decision): TraceStep | undefined {
  const { trace } = decision;
  const lacking = lackingOf(decision);
  if (lacking === undefined) return undefined;
  const gates = WOULD_DO[lacking] ?? [lacking];
  const last = trace.at(-1);
  const far = ({ element, grant }: TraceStep): number => (grant === undefined ? FAR.indexOf(element) : FAR.length - 1);
  const isNear = (step: TraceStep): boolean =>
    step.outcome === 'no-match' && step.effect === undefined && gates.includes(step.gate);
  return trace
    .filter((step) => isNear(step) && isStatement(step) && step.resource === last?.resource && far(step) > 0)
    .toSorted((one, other) => far(other) - far(one))[0];
}

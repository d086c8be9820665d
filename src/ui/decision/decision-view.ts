/** The view model of a decision: for each resource every policy type in order, with its effect on the decision. */
import type {
  Decision,
  DecisionStage,
  PolicyType,
  PolicyTypeResult,
  ResourceDecision,
  TraceStep,
} from '../../model/decision.ts';

/**
 * What a policy type did. `decides`: it allowed or denied the call. `passes`: its allow was needed and given. `lacks`:
 * its allow was needed and not given. `denies`: a statement here denies the call. `aside`: evaluated, and it made no
 * difference. `unbound`: a limit that does not hold for this call. `unasked`: not evaluated. `absent`: no policy of
 * this type. `stops`: the call was allowed, and fails here. `unrecorded`: an earlier version stored the decision
 * without saying what this type meant for it.
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
  | 'stops'
  | 'unrecorded';

/**
 * A row of the view: a stage of the decision, or one of two that sum it up: whether any statement denies, and whether
 * the call is authorized.
 */
export type DrawnGate = DecisionStage | 'explicit-deny' | 'allowed';

/** One row of one resource. */
export interface GateView {
  readonly gate: DrawnGate;
  readonly status: GateStatus;
  /** Statements and grants, those that matched first. */
  readonly steps: readonly TraceStep[];
  /** What the policy type as a whole said. */
  readonly notes: readonly string[];
  /** A statement or grant of this type allows the call, even if that is not decisive. */
  readonly allows?: true;
  /** The number of the step that allowed the call, from 1; undefined if it was no such step. */
  readonly walked?: number;
  /** The evaluation continued after this row. */
  readonly leadsOn?: true;
}

/** The decision about one resource. */
export interface ResourceView {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly gates: readonly GateView[];
}

const isStatement = (step: TraceStep): boolean => step.statement !== undefined || step.grant !== undefined;

const says = (steps: readonly TraceStep[], outcome: TraceStep['outcome']): boolean =>
  steps.some((step) => step.outcome === outcome);

/** How a result is drawn. An explicit deny has a row of its own, which decides. */
function statusOf({ outcome, effect }: PolicyTypeResult): GateStatus {
  if (outcome === 'explicit-deny') return 'denies';
  switch (effect) {
    case 'decides':
      return 'decides-allow';
    case 'required':
      return 'passes';
    case 'lacking':
      return 'lacks';
    case 'not-limiting':
      return 'unbound';
    case 'unused':
      return outcome === 'none' ? 'absent' : outcome === 'not-evaluated' ? 'unasked' : 'aside';
  }
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

/** Numbers the rows that allowed the call, and marks the line that connects them up to the last one. */
function numbered(views: readonly GateView[]): readonly GateView[] {
  const last = views.findLastIndex(({ status }) => WALKED.has(status));
  let walked = 0;
  return views.map((view, index) => ({
    ...view,
    ...(WALKED.has(view.status) ? { walked: (walked += 1) } : {}),
    ...(index < last || (index === last && views[index + 1]?.status === 'stops') ? { leadsOn: true as const } : {}),
  }));
}

type Rows = readonly { readonly gate: DecisionStage; readonly status: GateStatus }[];

/** The rows of a resource as the evaluator recorded them. */
const recorded = ({ policyTypes }: ResourceDecision): Rows =>
  policyTypes.map((result) => ({ gate: result.type, status: statusOf(result) }));

/**
 * The rows of a resource in an event of an earlier version, which recorded only the evaluated policy types and who
 * decided.
 */
function unrecorded(steps: readonly TraceStep[], decides: string | undefined): Rows {
  return [...Map.groupBy(steps, ({ gate }) => gate)].map(([gate, own]) => {
    if (says(own, 'deny')) return { gate, status: 'denies' };
    return { gate, status: gate === decides && says(own, 'allow') ? 'decides-allow' : 'unrecorded' };
  });
}

/** One resource that was evaluated, with its steps of the trace. */
interface Evaluated {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  readonly steps: readonly TraceStep[];
  readonly rows: Rows;
}

const nameOf = ({ action, resource }: Pick<TraceStep, 'action' | 'resource'>): string => `${action} ${resource}`;

function evaluated({ allowed, decidedBy, trace, resources }: Decision): readonly Evaluated[] {
  const steps = Map.groupBy(
    trace.filter(({ outcome }) => outcome !== 'stops'),
    nameOf,
  );
  if (resources !== undefined)
    return resources.map((own) => ({ ...own, steps: steps.get(nameOf(own)) ?? [], rows: recorded(own) }));
  const groups = [...steps.values()];
  return groups.map((own, index) => {
    const { action, resource } = own[0] as TraceStep;
    const isLast = index === groups.length - 1;
    const rows = unrecorded(own, isLast && allowed ? decidedBy.kind : undefined);
    return { action, resource, allowed: allowed || !isLast, steps: own, rows };
  });
}

/** Builds the view of a decision: its resources in the order of evaluation. */
export function viewOf(decision: Decision): readonly ResourceView[] {
  const stops = decision.trace.filter(({ outcome }) => outcome === 'stops');
  const all = evaluated(decision);
  return all.map(({ action, resource, allowed, steps, rows }, index) => {
    const ofGate = Map.groupBy(steps, ({ gate }) => gate);
    const denials = steps.filter(({ outcome }) => outcome === 'deny');
    const views = [
      gateView('explicit-deny', denials.length > 0 ? 'decides-deny' : 'passes', denials),
      ...rows.map(({ gate, status }) => gateView(gate, status, ofGate.get(gate))),
      ...(allowed ? [gateView('allowed', 'passes')] : []),
      ...(index === all.length - 1 ? stops.map((step) => gateView(step.gate, 'stops', [step])) : []),
    ];
    return { action, resource, allowed, gates: numbered(views) };
  });
}

/**
 * Of an implicit deny: the policy type that would have had to allow. Undefined for other decisions, and if it was not
 * recorded.
 */
export function lackingOf({ resources }: Decision): PolicyType | undefined {
  return resources?.at(-1)?.lacking;
}

/** The elements of a statement in the order in which they are compared. */
const FAR: readonly TraceStep['element'][] = ['Principal', 'Action', 'Resource', 'Condition'];

/** The policy types whose allow would be enough if one is lacking. Only a limit itself can lift the limit. */
const WOULD_DO: Readonly<Partial<Record<PolicyType, readonly DecisionStage[]>>> = {
  'key-policy': ['key-policy', 'grant'],
  'identity-policy': ['identity-policy', 'key-policy', 'grant'],
};

/**
 * Of an implicit deny: the Allow statement or grant of the last resource that is closest to a match. Undefined if no
 * principal matched.
 */
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

/**
 * Whether a case comes true: in the call itself, in what `explain` says of it afterwards, and in what `simulate` said
 * before.
 */
import { expect } from 'chai';
import type { Decision } from '../../../src/model/decision.ts';
import type { Case } from './case.ts';
import { setScene, type Scene } from './scene.ts';
import { named } from './text.ts';
import type { Answer } from './worlds.ts';

/** What `simulate` answers: a decision, or the error of a call that fails before one. */
type Simulated =
  { readonly decision: Decision } | { readonly error: { readonly name: string; readonly message: string } };

/** Asks for the decision of the scene's call without making it. */
async function simulated({ world, asked }: Scene): Promise<Simulated> {
  const { caller, ...call } = asked;
  try {
    return { decision: await world.sandbox.simulate({ ...call, principal: caller, input: call.input as never }) };
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return { error: { name: error.name, message: error.message } };
  }
}

function judgeAnswer({ then }: Case, { names }: Scene, answer: Answer): void {
  const said = JSON.stringify(answer.error ?? 'ok');
  if (then.fails !== undefined) {
    const fails = named(then.fails, names);
    expect(answer.error?.name, said).to.equal(fails.name);
    if (fails.message !== undefined) expect(answer.error?.message).to.equal(fails.message);
  } else if (then.allowed === false) {
    expect(answer.error?.name, said).to.equal('AccessDeniedException');
    expect(answer.error?.message).to.match(
      /^User: (arn:aws:(iam|sts)::\d{12}:\S+|\S+\.amazonaws\.com) is not authorized to perform: kms:[A-Za-z]+ (on|because|with) /,
    );
    if (then.tail !== undefined)
      expect(answer.error?.message?.endsWith(named(then.tail, names)), answer.error?.message).to.equal(true);
  } else {
    expect(answer.error, said).to.equal(undefined);
  }
}

function judgeDecision({ then }: Case, { names }: Scene, decision: Decision | undefined): void {
  expect(decision?.allowed, 'allowed').to.equal(then.allowed);
  if (then.decidedBy !== undefined) {
    const wanted = named(then.decidedBy, names);
    expect(decision?.decidedBy).to.deep.include(typeof wanted === 'string' ? { kind: wanted } : wanted);
  }
  if (then.trace === undefined) return;
  const { because, ...step } = named(then.trace, names);
  const found = (decision?.trace ?? []).filter((each) =>
    Object.entries(step).every(([name, value]) => each[name as keyof typeof each] === value),
  );
  expect(found, JSON.stringify(decision?.trace)).not.to.deep.equal([]);
  if (because !== undefined) expect(found.map((each) => each.because).join('\n')).to.contain(because);
}

/** A case that came true, and the scene after it. */
export interface Judged {
  readonly scene: Scene;
  readonly simulation: Simulated;
}

/**
 * Makes the call of a scene. Throws unless answer and `explain` are as the case says; gives the decision, where there
 * was one.
 */
async function made(
  row: Case,
  scene: Scene,
): Promise<{ readonly answer: Answer; readonly decision: Decision | undefined }> {
  const answer = await scene.world.call(scene.asked);
  judgeAnswer(row, scene, answer);
  const decision = await scene.world.sandbox.explain(answer.requestId);
  if (row.then.allowed !== undefined) judgeDecision(row, scene, decision);
  else expect(decision, 'decided').to.equal(undefined);
  return { answer, decision };
}

/** Makes the call of `row` by the AWS SDK. Throws unless everything is as the case says. */
export async function judgeBySdk(row: Case): Promise<void> {
  await made(row, await setScene(row, 'sdk'));
}

/**
 * Makes the call of `row` by the engine itself, without `simulate`, which takes as long again. Throws unless everything
 * is as the case says.
 */
export async function judgeCall(row: Case): Promise<void> {
  await made(row, await setScene(row, 'engine'));
}

/**
 * Makes the call of `row` by the engine itself. Throws unless everything is as the case says, and `simulate` has said
 * so before.
 */
export async function judge(row: Case): Promise<Judged> {
  const scene = await setScene(row, 'engine');
  const simulation = await simulated(scene);
  const { answer, decision } = await made(row, scene);
  expect(answer.decision, 'the reply and explain').to.deep.equal(decision);
  if ('error' in simulation)
    expect(simulation.error.name, 'simulate').to.equal(decision === undefined ? answer.error?.name : 'a decision');
  else {
    const { fix: _fix, fixes: _fixes, ...said } = simulation.decision;
    expect(said, 'simulate and the call').to.deep.equal(decision);
  }
  return { scene, simulation };
}

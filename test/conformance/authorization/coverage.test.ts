/** Nothing without a case: no rule, no operator in any column, no condition key, no operation. */
import { expect } from 'chai';
import { OPERATIONS } from '../../../src/engine/operations/index.ts';
import { findOperator } from '../../../src/engine/authorization/policy/operators.ts';
import { CONDITION_KEYS } from '../../../src/model/condition-keys.ts';
import { CONDITION_OPERATORS } from '../../../src/model/condition-operators.ts';
import type { OperationName } from '../../../src/model/operations.ts';
import { CASES } from './cases.ts';
import { KEY_CASES, KEY_ROWS, OPERATION_CASES, OPERATOR_CASES, OPERATOR_TABLE, referenceRow } from './expand.ts';
import inputs from './inputs.json';
import rules from './rules.json';
import unreachable from './unreachable.json';

/** A rule: what AWS says, and where; or why no case can prove it here, and which operation it waits for. */
interface Rule {
  readonly id: string;
  readonly says: string;
  readonly source: string;
  readonly unproven?: string;
  readonly waitsFor?: string;
}

const RULES: readonly Rule[] = rules;
const ALL = [...CASES, ...OPERATION_CASES, ...OPERATOR_CASES, ...KEY_CASES];
const NOWHERE: readonly { readonly key: string; readonly operations: readonly string[]; readonly reason: string }[] =
  unreachable;

const isBuilt = (name: string): boolean => Object.hasOwn(OPERATIONS, name);

describe('the cases of authorization', () => {
  it('are at least 300, each with a unique name, a rule and a source', () => {
    expect(ALL.length).to.be.at.least(300);
    const names = ALL.map(({ rule, says }) => `${rule}: ${says}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    const known = new Map(RULES.map((rule) => [rule.id, rule.source]));
    const unsourced = ALL.filter(
      ({ rule, source }) => !rule.startsWith('K-') && (source ?? known.get(rule) ?? '') === '',
    );
    expect(unsourced.map(({ rule }) => rule)).to.deep.equal([]);
  });

  it('cover every rule', () => {
    const proven = new Set(ALL.map(({ rule }) => rule));
    expect(
      RULES.filter(({ id, unproven }) => !proven.has(id) && unproven === undefined).map(({ id }) => id),
    ).to.deep.equal([]);
    expect(
      RULES.filter(({ id, unproven }) => proven.has(id) && unproven !== undefined).map(({ id }) => id),
    ).to.deep.equal([]);
    expect(new Set(RULES.map(({ id }) => id)).size).to.equal(RULES.length);
  });

  it('cover every rule of a supported operation', () => {
    expect(
      RULES.filter(({ waitsFor }) => waitsFor !== undefined && isBuilt(waitsFor)).map(({ id }) => id),
    ).to.deep.equal([]);
  });

  it('cover every operator in every column', () => {
    const rows = new Set(OPERATOR_TABLE.rows.map(({ operator }) => operator));
    expect(CONDITION_OPERATORS.filter((name) => name !== 'Null' && !rows.has(name))).to.deep.equal([]);
    for (const { operator, negated } of OPERATOR_TABLE.rows)
      expect(findOperator(operator)?.negated === true, operator).to.equal(negated === true);
    expect(OPERATOR_CASES.length).to.equal(rows.size * OPERATOR_TABLE.columns.length);
    for (const says of ['true wants the key absent: it is', 'false wants the key present: it is']) {
      for (const end of ['', ' not'])
        expect(
          CASES.some((row) => row.rule === 'A6.6-Null' && row.says === says + end),
          says + end,
        ).to.equal(true);
    }
  });

  it('cover every condition key present, and absent where possible', () => {
    const rowsOf = (name: string) => KEY_ROWS.filter(({ key }) => referenceRow(key)?.name === name);
    const nowhere = new Set(NOWHERE.map(({ key }) => key));
    const never = CONDITION_KEYS.filter(
      ({ name }) => !nowhere.has(name) && !rowsOf(name).some(({ has }) => has !== null),
    );
    expect(never.map(({ name }) => name)).to.deep.equal([]);
    const alwaysThere = CONDITION_KEYS.filter(
      ({ name, operations }) => operations === undefined && !rowsOf(name).some(({ has }) => has === null),
    );
    expect(alwaysThere.map(({ name }) => name)).to.deep.equal([
      'aws:PrincipalType',
      'aws:PrincipalIsAWSService',
      'aws:userid',
      'aws:ViaAWSService',
      'aws:CurrentTime',
      'aws:EpochTime',
      'aws:RequestedRegion',
      'aws:SecureTransport',
      'aws:UserAgent',
    ]);
    expect(KEY_ROWS.filter(({ key }) => referenceRow(key) === undefined).map(({ key }) => key)).to.deep.equal([]);
  });

  it('cover every operation that a condition key belongs to', () => {
    const missing = CONDITION_KEYS.flatMap(({ name, operations }) => {
      if (operations === undefined || typeof operations === 'string') return [];
      const shown = new Set(
        KEY_ROWS.filter(({ key, has }) => referenceRow(key)?.name === name && has !== null).map(
          ({ when }) => when?.operation ?? 'Encrypt',
        ),
      );
      return operations
        .filter((operation) => isBuilt(operation) && !shown.has(operation as OperationName))
        .map((operation) => `${name} ${operation}`);
    });
    expect(missing).to.deep.equal([]);
  });

  it('state why a condition key is unreachable, and that its operations are not supported', () => {
    const names = new Set(CONDITION_KEYS.map(({ name }) => name));
    for (const { key, operations, reason } of NOWHERE) {
      expect(names.has(key), key).to.equal(true);
      expect(operations.filter(isBuilt), `${key}: ${reason}`).to.deep.equal([]);
    }
  });

  it('call every supported operation', () => {
    expect(Object.keys(inputs).sort()).to.deep.equal(Object.keys(OPERATIONS).sort());
    const called = new Set(ALL.map(({ when }) => when?.operation ?? 'Encrypt'));
    expect((Object.keys(OPERATIONS) as OperationName[]).filter((name) => !called.has(name))).to.deep.equal([]);
  });
});

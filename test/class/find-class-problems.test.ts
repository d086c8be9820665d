import { expect } from 'chai';
import { findClassProblems } from '../../src/class/find-class-problems.ts';
import { sampleLab } from '../labs/sample-lab.ts';
import { COURSE, sampleClass } from './sample-class.ts';

const problemsOf = (change: object) =>
  findClassProblems({ ...sampleClass(), ...change }, COURSE).map(({ path, reason }) => [path.join('/'), reason]);

describe('findClassProblems', () => {
  it('accepts a class with each member, and one with the required members', () => {
    expect(findClassProblems(sampleClass(), COURSE)).to.deep.equal([]);
    const { form, id, title } = sampleClass();
    expect(findClassProblems({ form, id, title, labs: ['L02'] }, COURSE)).to.deep.equal([]);
  });

  it('finds what the form does not have, with the place', () => {
    expect(problemsOf({ form: 2 })).to.deep.equal([['form', 'not-valid']]);
    expect(problemsOf({ title: ' ' })).to.deep.equal([['title', 'not-valid']]);
    expect(problemsOf({ id: '../default' })).to.deep.equal([['id', 'not-valid']]);
    expect(problemsOf({ id: 'a'.repeat(41) })).to.deep.equal([['id', 'not-valid']]);
    expect(problemsOf({ labs: [] })).to.deep.equal([['labs', 'not-valid']]);
    expect(problemsOf({ language: 'German' })).to.deep.equal([['language', 'not-valid']]);
    expect(problemsOf({ script: 'alert(1)' })).to.deep.equal([['script', 'not-valid']]);
  });

  it('finds labs that do not exist, are there twice, or are not in the list', () => {
    expect(problemsOf({ labs: ['L01', 'L99', 'sample'] })).to.deep.equal([['labs/1', 'unknown-name']]);
    expect(problemsOf({ labs: ['L01', 'L01', 'sample'] })).to.deep.equal([['labs/1', 'duplicate']]);
    expect(problemsOf({ labs: ['L01'] })).to.deep.equal([['ownLabs/0/id', 'unknown-name']]);
    expect(problemsOf({ ownLabs: [sampleLab(), sampleLab()] })).to.deep.equal([['ownLabs/1/id', 'duplicate']]);
    const ofCourse = { ownLabs: [{ ...sampleLab(), id: 'l01' }], labs: ['l01'] };
    expect(problemsOf(ofCourse)).to.deep.equal([['ownLabs/0/id', 'duplicate']]);
  });

  it('finds the problems of its labs and of the contents of its sandbox', () => {
    expect(problemsOf({ ownLabs: [{ ...sampleLab(), minutes: 0 }] })).to.deep.equal([
      ['ownLabs/0/minutes', 'not-valid'],
    ]);
    const sandbox = { version: 1, aliases: [{ name: 'alias/x', key: 'none' }] };
    expect(problemsOf({ sandbox })).to.deep.equal([['sandbox/aliases/0/key', 'unknown-name']]);
    expect(problemsOf({ sandbox: { version: 1, settings: { propagationDelaySeconds: 301 } } })).to.deep.equal([
      ['sandbox/settings/propagationDelaySeconds', 'not-valid'],
    ]);
  });

  it('refuses key material and credentials', () => {
    const pem = '-----BEGIN PRIVATE KEY-----';
    expect(problemsOf({ title: `My ${pem}` })).to.deep.equal([['title', 'secret']]);
    const tags = { secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYzqTrWmLpQs' };
    const principals = [{ arn: 'arn:aws:iam::111122223333:role/App', tags }];
    expect(problemsOf({ sandbox: { version: 1, principals } })).to.deep.equal([
      ['sandbox/principals/0/tags/secret', 'secret'],
    ]);
    const keys = [{ name: 'k', material: 'AAAA' }];
    expect(problemsOf({ sandbox: { version: 1, keys } })).to.deep.equal([['sandbox/keys/0/material', 'not-valid']]);
  });
});

import * as Sdk from '@aws-sdk/client-kms';
import { expect } from 'chai';
import { createException, exceptions, KMSServiceException, createWorkerError } from '../../src/client/exceptions.ts';
import { ERRORS, type KmsErrorName } from '../../src/model/errors.ts';
import { fakeStrongroom, rejection, REQUEST_ID } from './fake-host.ts';

const NAMES = Object.keys(ERRORS) as KmsErrorName[];
const sdk = Sdk as unknown as Record<string, new (...args: never[]) => unknown>;

/** The names that the SDK has a class for. */
const MODELLED = NAMES.filter((name) => name in sdk);

describe('errors of the client', () => {
  it('has a class for each error class of the SDK', () => {
    const ofTheSdk = Object.keys(sdk).filter((name) => /Exception$/.test(name) && name !== 'KMSServiceException');
    expect(ofTheSdk.length).to.be.greaterThan(40);
    expect(ofTheSdk.filter((name) => !(name in exceptions))).to.deep.equal([]);
  });

  for (const name of MODELLED) {
    it(`${name} is one to the SDK, and no other`, () => {
      const error: unknown = createException({ name, message: 'Why.' }, REQUEST_ID);
      expect(error instanceof sdk[name]!).to.equal(true);
      expect(error instanceof Sdk.KMSServiceException).to.equal(true);
      expect(error instanceof exceptions[name]).to.equal(true);
      expect(MODELLED.filter((other) => error instanceof sdk[other]!)).to.deep.equal([name]);
      expect(NAMES.filter((other) => error instanceof exceptions[other])).to.deep.equal([name]);
    });
  }

  it('has a class for names that the SDK has none for, and the SDK takes it as its base class', () => {
    const error: unknown = createException(
      { name: 'ValidationException', message: '1 validation error detected' },
      REQUEST_ID,
    );
    expect(error instanceof Sdk.KMSServiceException).to.equal(true);
    expect(error instanceof exceptions.ValidationException).to.equal(true);
    expect(error instanceof Sdk.NotFoundException).to.equal(false);
  });

  it("takes the SDK's own errors as its own", () => {
    const $metadata = { httpStatusCode: 400, requestId: REQUEST_ID };
    const error: unknown = new Sdk.NotFoundException({ message: 'No.', $metadata });
    const base: unknown = new Sdk.KMSServiceException({
      name: 'ValidationException',
      $fault: 'client',
      message: 'No.',
      $metadata,
    });
    expect(error instanceof exceptions.NotFoundException).to.equal(true);
    expect(error instanceof exceptions.DisabledException).to.equal(false);
    expect(error instanceof KMSServiceException).to.equal(true);
    expect(base instanceof exceptions.ValidationException).to.equal(true);
    expect(base instanceof exceptions.NotFoundException).to.equal(false);
  });

  it('takes the errors of another copy of itself as its own', async () => {
    // @ts-expect-error The query makes it another module, which TypeScript does not know.
    const copy = (await import('../../src/client/exceptions.ts?copy')) as {
      createException: typeof createException;
      exceptions: typeof exceptions;
    };
    const error: unknown = copy.createException({ name: 'NotFoundException' }, REQUEST_ID);
    expect(copy.exceptions.NotFoundException).not.to.equal(exceptions.NotFoundException);
    expect(error instanceof exceptions.NotFoundException).to.equal(true);
    expect(error instanceof exceptions.DisabledException).to.equal(false);
  });

  it('is nothing to values that only look like it', () => {
    for (const value of [
      undefined,
      null,
      'NotFoundException',
      { name: 'NotFoundException' },
      new Error('NotFoundException'),
    ] as unknown[]) {
      expect(value instanceof exceptions.NotFoundException).to.equal(false);
    }
  });

  it('comes out of a call with name, text, fault, metadata and note', async () => {
    const kms = (await fakeStrongroom()).strongroom.kms();
    const error = await rejection(kms.describeKey({ KeyId: 'nobody' }));
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({
      name: 'NotFoundException',
      message: "Key 'nobody' does not exist",
      $fault: 'client',
      note: 'It never did.',
    });
    expect(error['$metadata']).to.deep.equal({
      httpStatusCode: 400,
      requestId: REQUEST_ID,
      attempts: 1,
      totalRetryDelay: 0,
    });
    expect(String(error)).to.equal("NotFoundException: Key 'nobody' does not exist");
  });

  it('says UnknownError where AWS sends no message, as SDK v3 does', async () => {
    const kms = (await fakeStrongroom()).strongroom.kms();
    expect(await rejection(kms.enableKey({ KeyId: 'key-0' }))).to.include({
      name: 'DisabledException',
      message: 'UnknownError',
    });
  });

  it('has the fault and the status of the table', () => {
    const error = createException({ name: 'KMSInternalException' }, REQUEST_ID);
    expect([error.$fault, error.$metadata.httpStatusCode]).to.deep.equal(['server', 500]);
  });

  it('gives an error of the worker its built-in class again, and every other its name', () => {
    const named = (name: string): Error => createWorkerError({ name, message: 'why' });
    expect(named('TypeError')).to.be.instanceOf(TypeError).with.property('message', 'why');
    expect(named('RangeError')).to.be.instanceOf(RangeError);
    expect(named('DataCloneError')).to.be.instanceOf(TypeError);
    expect(named('QuotaExceededError')).to.include({ name: 'QuotaExceededError', message: 'why' });
    expect(named('constructor')).to.include({ name: 'constructor', message: 'why' });
  });
});

import { createSign, KeyObject } from 'node:crypto';
import { expect } from 'chai';
import { toBase64 } from '../../src/base/base64.ts';
import { canonicalJson } from '../../src/services/canonical-json.ts';
import { ReportSigner, type SignedReport } from '../../src/services/sign-report.ts';
import { MAX_REPORT_BYTES, readReportFile, readReportText } from '../../src/class/read-report-file.ts';
import { sampleReport, signedFile } from './sample-class.ts';

const reasonOf = async (text: string) => ((await readReportText(text)) as { reason?: string }).reason;
const changed = (file: string, change: object) => JSON.stringify({ ...(JSON.parse(file) as object), ...change });
/** Signs a text that need not be canonical. */
const signedText = async (document: string): Promise<string> => {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const { publicKey } = await new ReportSigner(() => Promise.resolve(pair)).sign({});
  const signature = createSign('sha256').update(document).sign(KeyObject.from(pair.privateKey), 'base64');
  return JSON.stringify({ form: 1, document, signature, publicKey } satisfies SignedReport & { form: 1 });
};

describe('readReportFile', () => {
  it('refuses what is not a report file', async () => {
    expect(await reasonOf('')).to.equal('not-json');
    expect(await reasonOf('{')).to.equal('not-json');
    for (const text of ['null', '[]', '{}', '"x"', '{"form":2}', '[['.repeat(50) + ']]'.repeat(50)])
      expect(await reasonOf(text), text).to.equal('not-a-report-file');
    expect(await reasonOf(changed(await signedFile(), { other: 1 }))).to.equal('not-a-report-file');
    expect(await reasonOf(changed(await signedFile(), { document: {} }))).to.equal('not-a-report-file');
  });

  it('refuses a file that is too large without reading it', async () => {
    const file = { size: MAX_REPORT_BYTES + 1, text: () => Promise.reject(new Error('read')) } as unknown as Blob;
    expect(await readReportFile(file)).to.deep.equal({ reason: 'too-large' });
    expect(await readReportFile(new Blob([await signedFile()]))).to.have.property('report');
  });

  it('refuses a signature that does not hold, or a text that is no key', async () => {
    const file = await signedFile();
    const other = JSON.parse(await signedFile(sampleReport('Ben'))) as SignedReport;
    expect(await reasonOf(changed(file, { document: other.document }))).to.equal('signature-not-valid');
    expect(await reasonOf(changed(file, { publicKey: other.publicKey }))).to.equal('signature-not-valid');
    for (const signature of ['', '%%%', 'MAA=', toBase64(Uint8Array.of(48, 6, 2, 1, 1, 2, 1, 1)), other.signature])
      expect(await reasonOf(changed(file, { signature })), signature).to.equal('signature-not-valid');
    for (const publicKey of ['', 'x', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'])
      expect(await reasonOf(changed(file, { publicKey })), publicKey).to.equal('key-not-valid');
  });

  it('refuses signed text that is not a report, with the place', async () => {
    const report = sampleReport();
    const [lab] = report.labs;
    const refused = async (document: object) => (await readReportText(await signedFile(document))) as object;
    expect(await refused({})).to.include({ reason: 'document-not-valid' });
    expect(await refused({ ...report, createdAt: 'yesterday' })).to.deep.include({ path: ['createdAt'] });
    expect(await refused({ ...report, labs: [{ ...lab, tasks: [] }] })).to.deep.include({ path: ['labs', 0, 'tasks'] });
    expect(await refused({ ...report, labs: [lab, lab] })).to.deep.equal({ reason: 'duplicate-id' });
    expect(await refused([])).to.include({ reason: 'document-not-valid' });
  });

  it('refuses signed text with a member twice or in another order', async () => {
    const text = canonicalJson(sampleReport());
    expect(await readReportText(await signedText(text))).to.have.property('report');
    for (const other of [text.replace('{', '{"learner":"Eve",'), ` ${text}`, JSON.stringify(sampleReport())])
      expect(await reasonOf(await signedText(other)), other.slice(0, 30)).to.equal('document-not-canonical');
    expect(await reasonOf(await signedText('{'))).to.equal('not-json');
  });
});

import { execFileSync, execSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCompletionReport } from '../../src/class/completion-report.ts';
import { readReportText, reportFileText } from '../../src/class/read-report-file.ts';
import { ReportSigner } from '../../src/services/sign-report.ts';
import { sampleClass, sampleReport, sampleResult, signedFile } from './sample-class.ts';

/** Runs commands of the report in a folder with the file `report.json`. Returns what the last one prints. */
function runCommands(report: string, commands: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    writeFileSync(join(folder, 'report.json'), report);
    return commands.map((command) => execSync(command, { cwd: folder, stdio: 'pipe' }).toString().trim()).at(-1) ?? '';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('A completion report', () => {
  it('has the tasks with state, time, hints and evidence', () => {
    const [lab] = sampleReport().labs;
    expect(lab).to.include({ id: 'sample', startedAt: '2026-11-30T09:00:00.000Z' });
    const [first, second] = lab?.tasks ?? [];
    expect(first).to.deep.include({ state: 'done', hints: 1, doneAt: '2026-11-30T09:01:00.000Z' });
    expect(first?.evidence).to.deep.equal(['0b7f6a5e-0000-4000-8000-000000000001']);
    expect(second).to.deep.include({ state: 'open', hints: 2, evidence: [] });
    expect(second).not.to.have.property('doneAt');
  });

  it('says what open tasks lack, and nothing of the kind about done ones', () => {
    const result = sampleResult();
    const [first, second] = result.lab.tasks.map(({ id }) => id) as [string, string];
    const check = { isDone: false, evidence: [], unmet: 'decrypted', mistake: 'other-key' };
    const report = sampleReport('Ana', 1, [{ ...result, checks: { [first]: check, [second]: check } }]);
    expect(report.labs[0]?.tasks[0]).not.to.have.any.keys('unmet', 'mistake');
    expect(report.labs[0]?.tasks[1]).to.deep.include({ unmet: 'decrypted', mistake: 'other-key' });
  });

  it('has labs that were not started, and no name unless one was typed', () => {
    const report = createCompletionReport(sampleClass(), '  ', [{ ...sampleResult(), progress: undefined }], 0);
    expect(report).not.to.have.property('learner');
    expect(report.labs[0]).not.to.have.property('startedAt');
    expect(report.labs[0]?.tasks.map(({ state }) => state)).to.deep.equal(['open', 'open', 'open']);
  });

  it('is read back as it was signed, with the ID of its key', async () => {
    const signer = new ReportSigner();
    const first = await readReportText(reportFileText(await signer.sign(sampleReport())));
    expect(first).to.have.property('report').that.deep.equals(sampleReport());
    const second = await readReportText(reportFileText(await signer.sign(sampleReport('Ben'))));
    expect(first)
      .to.have.property('keyId')
      .that.matches(/^[0-9a-f]{64}$/);
    expect(second).to.have.property('keyId', (first as { keyId: string }).keyId);
  });

  it('is verified by Node with its own command, and refused when it is changed', async () => {
    const file = await signedFile();
    const { node } = sampleReport().verify;
    expect(runCommands(file, [node])).to.equal('true');
    expect(runCommands(file.replace('Ana', 'Eve'), [node])).to.equal('false');
  });

  const itWithOpenSsl = spawnSync('openssl', ['version']).status === 0 ? it : it.skip;
  // Skipped where no command `openssl` is installed.
  itWithOpenSsl('is verified by OpenSSL with its own commands, and refused when it is changed', async () => {
    const file = await signedFile();
    const { openssl } = sampleReport().verify;
    expect(runCommands(file, openssl)).to.equal('Verified OK');
    expect(() => runCommands(file.replace('Ana', 'Eve'), openssl)).to.throw('openssl dgst');
  });

  itWithOpenSsl('can be signed by any program, which its text says', async () => {
    const pem = (...given: string[]) => execFileSync('openssl', given, { stdio: 'pipe' }).toString();
    const privateKey = pem('ecparam', '-name', 'prime256v1', '-genkey', '-noout');
    const folder = mkdtempSync(join(tmpdir(), 'report-'));
    try {
      const path = (name: string) => join(folder, name);
      const signed = await new ReportSigner().sign(sampleReport('Not Ana'));
      writeFileSync(path('private.pem'), privateKey);
      writeFileSync(path('document.json'), signed.document);
      const sign = ['dgst', '-sha256', '-sign', path('private.pem'), path('document.json')];
      const signature = execFileSync('openssl', sign).toString('base64');
      const publicKey = pem('ec', '-in', path('private.pem'), '-pubout');
      const result = await readReportText(JSON.stringify({ form: 1, document: signed.document, signature, publicKey }));
      expect(result).to.have.property('keyId');
    } finally {
      rmSync(folder, { recursive: true });
    }
    expect(sampleReport().proves.join(' ')).to.contain('whoever controls a browser can sign any report');
  });
});

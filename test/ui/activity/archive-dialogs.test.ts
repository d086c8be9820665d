import { expect } from 'chai';
import { unzipSync, zipSync } from 'fflate';
import '../../../src/ui/activity/export-dialog.ts';
import '../../../src/ui/activity/validate-dialog.ts';
import { TEXTS } from '../../../src/ui/activity/archive-texts.ts';
import { newKey, pageContext } from '../context.ts';
import { allInside, expectAccessible, inside, place, until } from '../fixture.ts';

type Context = ReturnType<typeof pageContext>;

/** Replaces the file picker of the browser. Returns the bytes of the saved file. */
function capture(): () => Promise<Uint8Array<ArrayBuffer>> {
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
  const saved = new Response(readable).arrayBuffer();
  const handle = { createWritable: async () => writable, getFile: async () => new Blob() };
  Object.assign(globalThis, { showSaveFilePicker: async () => handle });
  return async () => new Uint8Array(await saved);
}

async function exportZip(context: Context): Promise<Uint8Array<ArrayBuffer>> {
  const saved = capture();
  const dialog = await place('strong-export-dialog', { context });
  inside(dialog, '#open').click();
  await until(() =>
    inside<HTMLElement & { updateComplete: unknown }>(dialog, 'strong-dialog').shadowRoot?.querySelector('[open]'),
  );
  await expectAccessible(dialog);
  expect(inside<HTMLSelectElement>(dialog, '#account').value).to.equal(context.account);
  expect(inside<HTMLSelectElement>(dialog, '#region').value).to.equal(context.region);
  inside<HTMLButtonElement>(dialog, '.primary').click();
  const bytes = await saved();
  await until(() => inside(dialog, '[role=status]').textContent === TEXTS.export.done(2, '2'));
  return bytes;
}

/** Validates a file. Returns the results of the table and the text of the report. */
async function validate(context: Context, bytes: Uint8Array<ArrayBuffer>) {
  const dialog = await place('strong-validate-dialog', { context });
  inside(dialog, '#open').click();
  await dialog.updateComplete;
  const file = new File([bytes], 'logs.zip');
  inside(dialog, 'strong-file-drop').dispatchEvent(new CustomEvent('strong-file', { detail: { file } }));
  await until(() => dialog.shadowRoot?.querySelector('#report, [role=alert]'));
  await expectAccessible(dialog);
  const rows = allInside(dialog, 'tr[data-result]');
  return {
    results: rows.map(({ dataset }) => dataset.result),
    text: dialog.shadowRoot?.querySelector('#report, [role=alert]')?.textContent ?? '',
  };
}

describe('the dialogs of log files', () => {
  const picker = (globalThis as { showSaveFilePicker?: unknown }).showSaveFilePicker;
  afterEach(() => Object.assign(globalThis, { showSaveFilePicker: picker }));

  it('export a ZIP file that validates', async () => {
    const context = pageContext();
    await newKey(context);
    const { results, text } = await validate(context, await exportZip(context));
    expect(results).to.deep.equal([]);
    expect(text).to.contain(TEXTS.validate.allValid);
  });

  it('name the files that were changed in the ZIP file', async () => {
    const context = pageContext();
    await newKey(context);
    const files = unzipSync(await exportZip(context));
    const names = Object.keys(files);
    expect(names).to.have.length(3);
    const digest = names.find((name) => name.includes('CloudTrail-Digest'))!;
    const log = names.find((name) => name.includes('/CloudTrail/'))!;
    const without = { ...files };
    delete without[log];
    expect((await validate(context, zipSync(without))).results).to.deep.equal(['not-found']);
    const unsigned = { ...files, 'object-metadata.json': new Uint8Array([123, 125]) };
    expect((await validate(context, zipSync(unsigned))).results).to.deep.equal(['signature-missing', 'unlisted']);
    const broken = { ...files, [digest]: new Uint8Array(10) };
    expect((await validate(context, zipSync(broken))).results).to.deep.equal(['invalid-format', 'unlisted']);
  });

  it('say that a damaged ZIP file cannot be read', async () => {
    const context = pageContext();
    const { text } = await validate(context, Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0));
    expect(text).to.equal(TEXTS.validate.invalidZip);
  });
});

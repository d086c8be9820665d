/** Lab L01: keys, and who owns them. By keyboard alone. */
import type { Learner } from './learner.ts';
import { Keyboard } from './keyboard.ts';

/** Does what the tasks say, and returns how many keys were pressed. */
export async function l01(learner: Learner): Promise<number> {
  const { main, page, panel } = learner;
  const keyboard = new Keyboard(page);
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  const tabs = main.getByRole('navigation', { name: 'Key details' });
  const opens = async (name: string) => {
    await keyboard.activates(navigation.getByRole('link', { name, exact: true }));
    await main.getByRole('heading', { level: 1 }).waitFor();
  };

  await opens('Customer managed');
  await keyboard.activates(main.getByRole('button', { name: 'Create key' }).first());
  const dialog = learner.dialog('Create key');
  await keyboard.fills(dialog.getByLabel('Description'), 'The key of lab L01');
  await keyboard.activates(dialog.getByRole('button', { name: 'Create key' }));
  await keyboard.activates(tabs.getByRole('link', { name: 'Tags' }));
  await keyboard.activates(main.getByRole('button', { name: 'Add pair' }));
  await keyboard.fills(main.getByRole('textbox', { name: 'Name 1' }), 'lab');
  await keyboard.fills(main.getByRole('textbox', { name: 'Value 1' }), 'L01');
  await keyboard.activates(main.getByRole('button', { name: 'Save tags' }));
  await learner.seesDone('create');

  const id = /keys\/([\w-]+)/.exec(page.url())?.[1] ?? '';
  await keyboard.activates(tabs.getByRole('link', { name: 'Use this key' }));
  const plaintext = main.getByRole('textbox', { name: /^Plaintext/ });
  await keyboard.fills(plaintext, 'a short text');
  await keyboard.activates(main.getByRole('button', { name: 'Encrypt', exact: true }));
  await keyboard.activates(main.getByRole('button', { name: 'Use in Decrypt' }));
  await keyboard.activates(main.getByRole('button', { name: 'Decrypt', exact: true }));
  await learner.seesDone('round-trip');

  await keyboard.selectsFirst(main.getByRole('combobox', { name: 'Operation' }));
  await main.getByRole('heading', { name: 'Encrypt', exact: true }).waitFor();
  await keyboard.fills(plaintext, 'x'.repeat(4097));
  await keyboard.activates(main.getByRole('button', { name: 'Encrypt', exact: true }));
  await keyboard.activates(main.getByRole('button', { name: 'Send anyway' }));
  await learner.seesDone('limit');

  const calls = async (operation: string, input: object) => {
    await opens('Simulator');
    const chosen = main.getByRole('button', { name: /^operation: / });
    await keyboard.activates(chosen);
    const choice = learner.dialog(/^Choose /);
    await keyboard.fills(choice.getByRole('searchbox', { name: 'Filter' }), operation);
    await keyboard.activates(choice.getByRole('button', { name: operation, exact: true }));
    await keyboard.fills(main.getByRole('textbox', { name: 'Input as JSON' }), JSON.stringify(input));
    await keyboard.activates(main.getByRole('button', { name: 'Run call' }));
    await main.locator('strong-real-call strong-call').waitFor();
  };
  await calls('GetPublicKey', { KeyId: id });
  await learner.seesDone('export');

  await calls('DescribeKey', { KeyId: 'alias/aws/s3' });
  const { KeyMetadata = '{}' } = await learner.reads(main.locator('strong-real-call strong-call'));
  const { KeyId } = JSON.parse(KeyMetadata) as { KeyId: string };
  await calls('DisableKey', { KeyId });
  await learner.seesDone('aws-managed');

  await calls('ListKeys', {});
  const choice = panel.getByRole('radio', { name: 'The AWS owned key of the table' });
  await keyboard.to(panel.getByRole('radio').first());
  for (let step = 0; step < 3 && !(await choice.isChecked()); step += 1) await keyboard.press('ArrowDown');
  await keyboard.activates(panel.getByRole('button', { name: 'Submit answer' }));
  await learner.seesDone('owners');
  return keyboard.presses;
}

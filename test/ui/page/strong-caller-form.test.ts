import { expect } from 'chai';
import '../../../src/ui/page/strong-caller-form.ts';
import { TEXTS } from '../../../src/ui/page/caller-texts.ts';
import { pageContext } from '../context.ts';
import { expectAccessible, inside, next, place, textOf, type, until } from '../fixture.ts';

describe('strong-caller-form', () => {
  const cases = [
    ['s3.amazonaws.com', ''],
    ['arn:aws:sts::111122223333:assumed-role/Learner/any', ''],
    ['arn:aws:iam::111122223333:user/nobody', TEXTS.form.noSuchPrincipal],
    ['arn:aws:sts::111122223333:assumed-role/None/any', TEXTS.form.noSuchRole],
    ['arn:aws:iam::111122223333:group/dev', TEXTS.form.notACaller],
    ['hello', TEXTS.form.notACaller],
  ] as const;
  for (const [id, refusal] of cases) {
    it(`${refusal ? 'refuses' : 'accepts'} ${id}`, async () => {
      const form = await place('strong-caller-form', { sandbox: pageContext().strongroom.sandbox });
      type(inside(form, 'input'), `${id} `);
      let chosen: string | undefined;
      form.addEventListener(
        'strong-choose',
        (event) => (chosen = (event as CustomEvent<{ value: string }>).detail.value),
      );
      inside<HTMLFormElement>(form, 'form').requestSubmit();
      await until(() => chosen ?? textOf(inside(form, '#error')));
      if (refusal) expect(textOf(inside(form, '#error'))).to.contain(refusal);
      else expect(chosen).to.equal(id);
      await expectAccessible(form);
    });
  }

  const missing = [
    ['arn:aws:iam::111122223333:user/team/nobody', { new: 'user', account: '111122223333', name: 'team/nobody' }],
    [
      'arn:aws:sts::111122223333:assumed-role/None/any',
      { new: 'session', account: '111122223333', role: 'None', session: 'any' },
    ],
    ['arn:aws:sts::444455556666:federated-user/guest', { new: 'federated', account: '444455556666', name: 'guest' }],
  ] as const;
  for (const [id, making] of missing) {
    it(`links to the Directory to create ${id}`, async () => {
      const form = await place('strong-caller-form', { sandbox: pageContext().strongroom.sandbox });
      type(inside(form, 'input'), id);
      inside<HTMLFormElement>(form, 'form').requestSubmit();
      await until(() => form.shadowRoot?.querySelector('a'));
      const link = inside<HTMLAnchorElement>(form, 'a');
      expect(Object.fromEntries(new URLSearchParams(link.hash.split('?')[1]))).to.deep.equal(making);
      const left = next(form, 'strong-leave');
      link.addEventListener('click', (event) => {
        event.preventDefault();
      });
      link.click();
      await left;
      await expectAccessible(form);
    });
  }
});

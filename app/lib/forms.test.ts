import { describe, expect, it } from 'vitest';
import { readForm } from './forms.ts';

const post = (
  body: BodyInit,
  headers: HeadersInit = { 'content-type': 'application/x-www-form-urlencoded' },
) => new Request('http://localhost/', { method: 'POST', body, headers });

describe('readForm', () => {
  it('gives fields as typed, and tells empty from missing only where asked', async () => {
    const form = await readForm(post('name=+a+&email=&count=12&on=1'));
    expect(form.text('name')).toBe(' a ');
    expect(form.text('nothing')).toBe('');
    expect(form.optional('email')).toBeUndefined();
    expect(form.number('count')).toBe(12);
    expect(form.number('email')).toBeNull();
    expect(form.number('name')).toBeNaN();
    expect(form.checked('on')).toBe(true);
    expect(form.checked('off')).toBe(false);
  });

  it('never shows a password or a token again', async () => {
    const form = await readForm(post('username=a&password=b&newPassword=c&claimToken=d'));
    expect(form.values).toEqual({ username: 'a' });
  });

  it('keeps a name that is also a property of every object to itself', async () => {
    const form = await readForm(post('__proto__=x&constructor=y'));
    expect(form.text('constructor')).toBe('y');
    expect(form.text('toString')).toBe('');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('refuses a field given twice, a file, and what is no form', async () => {
    const file = new FormData();
    file.append('avatar', new File(['x'], 'x.txt'));
    for (const request of [
      post('role=member&role=owner'),
      post(file, {}),
      post('{}', { 'content-type': 'application/json' }),
    ]) {
      await expect(readForm(request)).rejects.toMatchObject({ init: { status: 400 } });
    }
  });
});

/** A watcher of the network sees lengths. Requests are padded to one of these, in bytes. The server takes 16 kB. */
const SIZES = [512, 4_096, 9_216, 14_336];

const sizeFor = (bytes: number): number => SIZES.find((size) => size >= bytes) ?? bytes;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** JSON as text, with spaces at its end that its reader skips. */
export function paddedJson(value: object): string {
  const json = JSON.stringify(value);
  return json + ' '.repeat(sizeFor(bytesOf(json)) - bytesOf(json));
}

/**
 * Forms that send a link's token have one length, of withdrawing and of confirming with the longest reason. Others have at
 * least the length that a proof of work needs, whether or not they have one.
 */
const LEAST = { withToken: 9_216, others: 4_096 };

/** Pads what a form sends by a field that the server ignores. Call it after everything that changes the form's fields. */
export function padForm(form: HTMLFormElement): void {
  form.addEventListener('formdata', ({ formData }) => {
    formData.set('padding', '');
    const fields = [...formData].map(([name, value]) => [name, asSent(value)]);
    // The address counts, too: forms that must look alike go to different ones.
    const bytes = new URLSearchParams(fields).toString().length + new URL(form.action).pathname.length;
    const least = formData.has('token') ? LEAST.withToken : LEAST.others;
    formData.set('padding', '.'.repeat(sizeFor(Math.max(bytes, least)) - bytes));
  });
}

/** Forms send each line end as two characters. */
const asSent = (value: FormDataEntryValue): string => String(value).replace(/\r\n|\r|\n/g, '\r\n');

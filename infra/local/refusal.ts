/** Why `npm start` does not go on, in one line that says what to do about it. Printed without a stack. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

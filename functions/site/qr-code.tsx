import { encodeQR } from 'qr';

/** Modules of white around a code: the standard asks for four. */
const QUIET = 4;

/**
 * A QR code as one path. It is dark on white in dark mode, too: some cameras read nothing else.
 */
export const QrCode = ({ text, label }: { text: string; label: string }) => {
  // Medium: a code on a poster still works with a seventh of it gone.
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
  const size = rows.length;
  const path = rows.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join('');
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  );
};

/** The dark runs of a row: where each begins, and how long it is. */
function runs(row: readonly boolean[]): [start: number, length: number][] {
  const found: [number, number][] = [];
  row.forEach((isDark, x) => {
    const last = found.at(-1);
    if (!isDark) return;
    if (last && last[0] + last[1] === x) last[1]++;
    else found.push([x, 1]);
  });
  return found;
}

/** A word that claims more than is known, and what may be said in its place. A star stands for any ending. */
export type ClaimWord = { word: string; milder: string }

/**
 * The list as it is shipped, from what the course says of its evidence: no regrowth, no cure, no lifting, no detox, no
 * medical effect. The practitioner may change it; her changes are in the table `claim_words`.
 */
export const DEFAULT_CLAIM_WORDS: readonly ClaimWord[] = [
  { word: 'anti-aging', milder: 'ageing well' },
  { word: 'anti-ageing', milder: 'ageing well' },
  { word: 'boosts collagen', milder: 'can leave the skin feeling warm and alive' },
  { word: 'boosts immunity', milder: 'may feel restful' },
  { word: 'clinically proven', milder: 'in one small study' },
  { word: 'cure', milder: 'something that may help you feel at ease' },
  { word: 'cured', milder: 'felt better' },
  { word: 'cures', milder: 'may help with' },
  { word: 'detox*', milder: 'may feel light and rested' },
  { word: 'drains lymph', milder: 'moves the tissue gently' },
  { word: 'erases', milder: 'may soften' },
  { word: 'face lift', milder: 'a face that may feel more at ease' },
  { word: 'facelift', milder: 'a face that may feel more at ease' },
  { word: 'guarantee*', milder: 'many people notice' },
  { word: 'heal', milder: 'support' },
  { word: 'healed', milder: 'eased' },
  { word: 'healing', milder: 'restful' },
  { word: 'heals', milder: 'can support' },
  { word: 'instant results', milder: 'some people notice a difference at once' },
  { word: 'lifts the face', milder: 'may let the face rest differently' },
  { word: 'miracle*', milder: 'surprisingly simple' },
  { word: 'pain relief', milder: 'may feel relaxing' },
  { word: 'prevents hair loss', milder: 'can support the scalp that hair grows in' },
  { word: 'regrow*', milder: 'in one small study hair became a little thicker' },
  { word: 'rejuvenat*', milder: 'refreshing' },
  { word: 'relieves headaches', milder: 'may feel relaxing' },
  { word: 'relieves pain', milder: 'may feel relaxing' },
  { word: 'removes wrinkles', milder: 'lines may soften' },
  { word: 'scientifically proven', milder: 'in one small study' },
  { word: 'stimulates hair growth', milder: 'can support the scalp that hair grows in' },
  { word: 'stops hair loss', milder: 'can support the scalp that hair grows in' },
  { word: 'toxins', milder: 'a feeling of heaviness' },
  { word: 'treats headaches', milder: 'may feel relaxing' },
  { word: 'wrinkle-free', milder: 'lines may soften' },
  { word: 'years younger', milder: 'rested' },
]

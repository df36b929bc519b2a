/** How many letters make a full batch and a full chunk of a fan-out here; smaller, and a crowd of thirty fills several. */
export const sizes = { full: 100 }

"""The drawing kit: a canvas, plants, water, houses, people and cloth."""

"""The demo backbone's recipe: from openly licensed drawings to the weights in resources/backbones/demo."""
